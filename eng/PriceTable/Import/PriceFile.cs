using System.Globalization;
using System.Text.Json;

namespace Goshi.PriceChecks.Import;

/// <summary>Reads the price files that are published for all: genai-prices (a list of providers) and LiteLLM (models by id).</summary>
internal static class PriceFile
{
    /// <summary>Reads a file of either form.</summary>
    /// <param name="json">The file's text.</param>
    /// <param name="date">The day that prices are taken for, yyyy-MM-dd.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidDataException">It is neither of the two.</exception>
    public static IReadOnlyList<ImportedModel> Read(string json, string date)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind switch
        {
            JsonValueKind.Array => GenaiPrices.Read(document.RootElement, date),
            JsonValueKind.Object => LiteLlm.Read(document.RootElement),
            _ => throw new InvalidDataException("This is neither a genai-prices file (a list of providers) nor a LiteLLM one (models by id)."),
        };
    }

    /// <summary>A number as it is written: a binary fraction would not be the price.</summary>
    public static decimal? Number(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? Number(value) : null;

    /// <inheritdoc cref="Number(JsonElement, string)"/>
    public static decimal Number(JsonElement value) => decimal.Parse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture);
}
