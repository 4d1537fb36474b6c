using System.Text.Json;
using Goshi.Http;
using Microsoft.Extensions.AI;

namespace Goshi.Providers;

/// <summary>What both protocols of embeddings share.</summary>
internal static class EmbeddingExtras
{
    // Decided by the call; another encoding could not be read.
    private static readonly string[] Reserved = ["model", "input", "encoding_format"];

    /// <summary>The caller's additional properties on top of those of the caller's own request; null: none.</summary>
    /// <exception cref="GoshiException">A property is not the caller's to set, or has no JSON form.</exception>
    public static IDictionary<string, JsonElement>? Merge(IDictionary<string, JsonElement>? given, EmbeddingGenerationOptions? options)
    {
        Dictionary<string, JsonElement>? merged = given is null ? null : new(given);
        foreach (var (name, value) in ExtraProperties.Of(options?.AdditionalProperties, Reserved, "EmbeddingGenerationOptions"))
        {
            (merged ??= [])[name] = value;
        }

        return merged;
    }

    /// <summary>Reads a body and its vectors, one for each text.</summary>
    public static async ValueTask<EmbeddingResult> ReadAsync(
        HttpResponseMessage response, EmbeddingInput input, Func<byte[], EmbeddingResult?> read, CancellationToken cancellationToken)
    {
        EmbeddingResult? result;
        try
        {
            result = read(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            throw ProviderErrors.Unreadable(response, input.Provider, input.Model, exception);
        }

        return result?.Vectors.Count == input.Texts.Count ? result : throw ProviderErrors.Unreadable(response, input.Provider, input.Model, null);
    }
}
