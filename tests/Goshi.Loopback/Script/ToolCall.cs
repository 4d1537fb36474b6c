namespace Goshi.Loopback;

/// <summary>A call of a tool that the model asks for.</summary>
/// <param name="Name">The tool's name.</param>
/// <param name="Arguments">The arguments as JSON; OpenAI sends this text, Ollama the object.</param>
public sealed record ToolCall(string Name, string Arguments = "{}")
{
    private const int FragmentLength = 8;

    /// <summary>The call's id. Default: null, one is made from its place in the answer.</summary>
    public string? Id { get; init; }

    /// <summary>
    /// The pieces in which OpenAI streams the arguments. Default: pieces of 8 characters; they need not add up to
    /// <see cref="Arguments"/>.
    /// </summary>
    public IReadOnlyList<string> Fragments { get; init; } =
        [.. Arguments.Chunk(FragmentLength).Select(static piece => new string(piece))];
}
