using Goshi.Cost;
using Goshi.Wire;

namespace Goshi.Providers.OpenAI;

/// <summary>Reads a caller's own chat-completions request for admission.</summary>
internal static class OpenAIRawRequest
{
    public static RawRequest Read(OpenAIChatRequest request, string model)
    {
        var size = new PromptSize { TextBytes = request.Encode().Length };
        foreach (var part in request.Messages.SelectMany(static message => message.Parts ?? []))
        {
            Add(ref size, part, model);
        }

        return new RawRequest
        {
            Size = size,
            Messages = request.Messages.Count,
            TokenLimit = request.MaxCompletionTokens ?? request.MaxTokens,
            Tier = Extra(request, "service_tier") ?? request.ServiceTier,
            HasAudioInput = size.AudioBytes > 0,
            HasAudioOutput = Extra(request, "modalities")?.Contains("audio", StringComparison.Ordinal) is true,
        };
    }

    // What is an image or a sound does not cost what its base64 would as text.
    private static void Add(ref PromptSize size, OpenAIContentPart part, string model)
    {
        switch (part.Type)
        {
            case "image_url":
                size.ImageTokens += ImageTokens.Maximum(model, part.Detail == "original");
                size.TextBytes -= part.ImageUrl?.StartsWith("data:", StringComparison.OrdinalIgnoreCase) is true ? part.ImageUrl.Length : 0;
                break;
            case "input_audio" when part.Data is { } base64:
                size.AudioBytes += base64.Length / 4 * 3;
                size.TextBytes -= base64.Length;
                break;
            case "file" when part.FileId is not null:
                size.ImageTokens += ImageTokens.Maximum(model, isOriginalDetail: false);
                break;
        }
    }

    private static string? Extra(OpenAIChatRequest request, string name) =>
        request.AdditionalProperties is { } extras && extras.TryGetValue(name, out var value) ? ExtraProperties.ToText(value) : null;
}
