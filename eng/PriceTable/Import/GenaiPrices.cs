using System.Text.Json;

namespace Goshi.PriceChecks.Import;

/// <summary>pydantic/genai-prices, <c>prices/data.json</c> or <c>data_slim.json</c>: standard prices, dated, with context tiers.</summary>
internal static class GenaiPrices
{
    private static readonly (string Theirs, string Ours)[] Names =
    [
        ("input_mtok", "input"), ("cache_read_mtok", "cached_input"), ("cache_write_mtok", "cache_write"), ("output_mtok", "output"),
        ("input_audio_mtok", "audio_input"), ("output_audio_mtok", "audio_output"),
    ];

    public static IReadOnlyList<ImportedModel> Read(JsonElement providers, string date) =>
    [
        .. from provider in providers.EnumerateArray()
           from model in provider.GetProperty("models").EnumerateArray()
           where model.TryGetProperty("prices", out _)
           select Read(provider.GetProperty("id").GetString()!, model, date),
    ];

    private static ImportedModel Read(string provider, JsonElement model, string date)
    {
        var rates = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        var prices = model.GetProperty("prices");
        string? unusable = null;
        if (prices.ValueKind == JsonValueKind.Array)
        {
            var dated = prices.EnumerateArray().ToArray();
            unusable = dated.Any(static price => Constraint(price, "start_time") is not null) ? "its price changes with the time of day" : null;
            prices = dated.LastOrDefault(price => string.CompareOrdinal(Constraint(price, "start_date"), date) <= 0, dated[0]).GetProperty("prices");
        }

        foreach (var (theirs, ours) in Names)
        {
            if (!prices.TryGetProperty(theirs, out var price))
            {
                continue;
            }

            if (price.ValueKind == JsonValueKind.Number)
            {
                rates["standard." + ours] = PriceFile.Number(price);
                continue;
            }

            rates["standard." + ours] = PriceFile.Number(price.GetProperty("base"));
            var tiers = price.GetProperty("tiers").EnumerateArray().ToArray();
            unusable ??= tiers.Length > 1 ? "it has more than one context tier" : null;
            rates["long_context.standard." + ours] = PriceFile.Number(tiers[0].GetProperty("price"));
            rates["long_context.above"] = PriceFile.Number(tiers[0].GetProperty("start"));
        }

        return new ImportedModel(provider, model.GetProperty("id").GetString()!, rates, unusable);
    }

    private static string? Constraint(JsonElement price, string name) =>
        price.TryGetProperty("constraint", out var constraint) && constraint.TryGetProperty(name, out var value) ? value.GetString() : null;
}
