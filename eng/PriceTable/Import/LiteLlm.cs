using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Goshi.PriceChecks.Import;

/// <summary>BerriAI/litellm, <c>model_prices_and_context_window.json</c>: USD per token, by model, with tiers as suffixes.</summary>
internal static partial class LiteLlm
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["input_cost_per_token"] = "input",
        ["cache_read_input_token_cost"] = "cached_input",
        ["cache_creation_input_token_cost"] = "cache_write",
        ["output_cost_per_token"] = "output",
        ["input_cost_per_audio_token"] = "audio_input",
        ["output_cost_per_audio_token"] = "audio_output",
    };

    private static readonly Dictionary<string, string> Providers = new(StringComparer.Ordinal)
    {
        ["gemini"] = "google",
        ["xai"] = "x-ai",
    };

    public static IReadOnlyList<ImportedModel> Read(JsonElement models) =>
    [
        .. from model in models.EnumerateObject()
           where model.Name != "sample_spec" && model.Value.ValueKind == JsonValueKind.Object
           let provider = model.Value.TryGetProperty("litellm_provider", out var name) ? name.GetString() : null
           where provider is not null
           select Read(provider, model.Name, model.Value),
    ];

    private static ImportedModel Read(string provider, string name, JsonElement model)
    {
        var rates = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        var thresholds = new HashSet<decimal>();
        foreach (var property in model.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Number && Key().Match(property.Name) is { Success: true } key
                && Names.TryGetValue(key.Groups["name"].Value, out var rate))
            {
                var context = "";
                if (key.Groups["thousands"] is { Success: true } thousands)
                {
                    thresholds.Add(decimal.Parse(thousands.Value, CultureInfo.InvariantCulture) * 1_000);
                    context = "long_context.";
                }

                // Their tool writes binary fractions such as 2.4999999999999998e-06.
                rates[$"{context}{Tier(key.Groups["tier"].Value)}.{rate}"] = decimal.Round(PriceFile.Number(property.Value) * 1_000_000m, 6);
            }
        }

        if (thresholds.Count > 0)
        {
            rates["long_context.above"] = thresholds.Min();
        }

        var id = name.StartsWith(provider + "/", StringComparison.Ordinal) ? name[(provider.Length + 1)..] : name;
        return new ImportedModel(
            Providers.GetValueOrDefault(provider, provider), id, rates, thresholds.Count > 1 ? "it has more than one context tier" : null);
    }

    private static string Tier(string suffix) => suffix switch
    {
        "_batches" => "batch",
        "_flex" => "flex",
        "_priority" => "priority",
        _ => "standard",
    };

    [GeneratedRegex("^(?<name>[a-z_]+?)(_above_(?<thousands>[0-9]+)k_tokens)?(?<tier>_batches|_flex|_priority)?$")]
    private static partial Regex Key();
}
