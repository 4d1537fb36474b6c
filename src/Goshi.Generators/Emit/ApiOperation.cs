namespace Goshi.Generators.Emit;

/// <summary>An operation of a provider's interface, as Refit is told of it.</summary>
/// <param name="Stem">Its name between <c>Create</c> or <c>Get</c>, <c>Send</c> and <c>Async</c>.</param>
/// <param name="Path">The path after the provider's address.</param>
/// <param name="Answer">The type of the answer, in Goshi.Wire.</param>
/// <param name="Request">The type of the body, in Goshi.Wire; null: it is a GET.</param>
/// <param name="MayStream">Whether the body says if the answer is streamed.</param>
internal sealed record ApiOperation(string Stem, string Path, string Answer, string? Request = null, bool MayStream = false)
{
    /// <summary>The operations of OpenAI's protocol.</summary>
    public static ApiOperation[] OpenAI { get; } =
    [
        new("ChatCompletion", "/chat/completions", "OpenAIChatCompletion", "OpenAIChatRequest", MayStream: true),
        new("Embeddings", "/embeddings", "OpenAIEmbeddingResponse", "OpenAIEmbeddingRequest"),
        new("Models", "/models", "OpenAIModelList"),
    ];

    /// <summary>The operations of Ollama's protocol.</summary>
    public static ApiOperation[] Ollama { get; } =
    [
        new("Chat", "/api/chat", "OllamaChatResponse", "OllamaChatRequest", MayStream: true),
        new("Embeddings", "/api/embed", "OllamaEmbedResponse", "OllamaEmbedRequest"),
        new("Tags", "/api/tags", "OllamaTagList"),
    ];

    /// <summary>The member that returns the answer.</summary>
    public string TypedName => (Request is null ? "Get" : "Create") + Stem + "Async";

    /// <summary>The member that returns the answer in Refit's envelope.</summary>
    public string ResponseName => (Request is null ? "Get" : "Create") + Stem + "ResponseAsync";

    /// <summary>The member that returns the response as it comes.</summary>
    public string SendName => (Request is null ? "SendGet" : "Send") + Stem + "Async";
}
