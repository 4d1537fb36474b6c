using System.Linq;
using Goshi.Generators.Model;

namespace Goshi.Generators.Emit;

/// <summary>Emits GoshiCosts: an exact calculator per priced model, its rates folded into constants.</summary>
internal static class CostsEmitter
{
    /// <summary>Emits the file.</summary>
    public static string Emit(CostsSlice slice) => SourceWriter.WriteFile($$"""
        {{CSharp.FileHeader}}

        namespace {{slice.Context.Namespace}};

        /// <summary>What requests cost, in US dollars, by the price table as of {{CSharp.Doc(slice.AsOf)}}. Exact: no floating point.</summary>
        /// <remarks>A class for each model of the price lists that goshi.yaml's providers use; by id, all of the table's have a price.</remarks>
        {{CSharp.GeneratedCode}}
        {{CSharp.Access(slice.Context.IsPublic)}} static class GoshiCosts
        {
            /// <summary>The day that the prices were collected.</summary>
            public static global::System.DateOnly AsOf => {{CSharp.Date(slice.AsOf)}};

            /// <summary>Calculates what a request cost.</summary>
            /// <param name="modelId">The model's exact id, an alias, a dated snapshot or the id of a fine-tuned model.</param>
            /// <param name="usage">The request's tokens.</param>
            /// <param name="tier">The service tier that the request was processed at.</param>
            /// <param name="date">The UTC day of the request; a day before the model's first price has the first price.</param>
            /// <param name="usd">US dollars; 0 when there is no price.</param>
            /// <returns>False: there is no price for this id, this tier or a prompt of this length. Never another model's.</returns>
            /// <exception cref="global::System.ArgumentException">The usage is inconsistent, such as more cached tokens than prompt tokens.</exception>
            public static bool TryCalculate(string modelId, in global::Goshi.TokenUsage usage, global::Goshi.ServiceTier tier, global::System.DateOnly date, out decimal usd) =>
                GoshiModels.Table.TryCalculate(modelId, in usage, tier, date, out usd);

            /// <summary>Finds the price of a model.</summary>
            /// <param name="modelId">The model's exact id, an alias, a dated snapshot or the id of a fine-tuned model.</param>
            /// <param name="tier">The service tier.</param>
            /// <param name="date">The UTC day; a day before the model's first price has the first price.</param>
            /// <param name="price">The price.</param>
            /// <returns>False: there is no price for this id or this tier.</returns>
            public static bool TryGetPrice(string modelId, global::Goshi.ServiceTier tier, global::System.DateOnly date, [global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out global::Goshi.ModelPrice? price) =>
                GoshiModels.Table.TryGetPrice(modelId, tier, date, out price);

            {{slice.Models.Where(static model => model.IsUsed).Select(model => Model(model, slice.AsOf))}}

            // A line for each model and the day from which its prices hold, which the runtime reads when the model is first
            // asked for. US dollars per million tokens: input, cached input, cache write, audio input, output, audio output.
            internal const string Prices = {{PackedText.Constant(slice.Models.SelectMany(static model => model.Prices.Select(price => Price(model.Id, price))))}};
        }
        """);

    private static string Model(ModelPrices model, string asOf) => SourceWriter.Write($$"""
        /// <summary>The prices of <c>{{CSharp.Doc(model.Id)}}</c> of {{CSharp.Doc(model.Provider)}}.</summary>
        public static class {{CSharp.Identifier(model.CSharpName)}}
        {
            {{Calculate(model, asOf)}}
        }
        """);

    private static string Calculate(ModelPrices model, string asOf)
    {
        var price = InForce(model.Prices, asOf);
        return price.LongContextThreshold is not { } threshold ? SourceWriter.Write($$"""
            /// <summary>Calculates what a request cost at the standard tier on {{CSharp.Doc(asOf)}}{{Caution(price)}}: {{Summary(price.Standard)}}.</summary>
            /// <param name="usage">The request's tokens.</param>
            /// <returns>US dollars.</returns>
            /// <exception cref="global::System.ArgumentException">The usage is inconsistent, such as more cached tokens than prompt tokens.</exception>
            public static decimal Calculate(in global::Goshi.TokenUsage usage) => global::Goshi.Hosting.CostMath.Calculate(
                in usage,
                {{Rates(price.Standard)}});
            """)
            : price.StandardLong is not { } above ? "" : SourceWriter.Write($$"""
            /// <summary>Calculates what a request cost at the standard tier on {{CSharp.Doc(asOf)}}{{Caution(price)}}: {{Summary(price.Standard)}}; with more than {{CSharp.Doc(Thousands(threshold))}} prompt tokens {{Summary(above)}}.</summary>
            /// <param name="usage">The request's tokens.</param>
            /// <returns>US dollars.</returns>
            /// <exception cref="global::System.ArgumentException">The usage is inconsistent, such as more cached tokens than prompt tokens.</exception>
            public static decimal Calculate(in global::Goshi.TokenUsage usage) => global::Goshi.Hosting.CostMath.Calculate(
                in usage,
                {{CSharp.Number(threshold)}},
                {{Rates(price.Standard)}},
                {{Rates(above)}});
            """);
    }

    // The dates are yyyy-MM-dd, so their order is that of their characters.
    private static PriceEntry InForce(EquatableArray<PriceEntry> prices, string date) =>
        prices.LastOrDefault(price => price.From is not { } from || string.CompareOrdinal(from, date) <= 0) ?? prices[0];

    private static string Caution(PriceEntry price) => price.Unconfirmed ? " (its term has lapsed, so it may be out of date)" : "";

    private static string Summary(RatesModel rates) => CSharp.Doc(
        $"{CSharp.Invariant(rates.Input)} USD per million prompt tokens"
        + (rates.CachedInput is { } cached ? $", {CSharp.Invariant(cached)} for cached ones" : "")
        + (rates.Output is { } output ? $", {CSharp.Invariant(output)} per million completion tokens" : ""));

    private static string Thousands(long number) => CSharp.Number(number).Replace('_', ',');

    /// <summary>Input, cached, cache write, audio in, output, audio out; a kind without a rate has the one that it bills at.</summary>
    private static string Rates(RatesModel rates) => string.Join(", ", new[]
    {
        rates.Input, rates.CachedInput ?? rates.Input, rates.CacheWrite ?? rates.Input, rates.AudioInput ?? rates.Input,
        rates.Output ?? 0, rates.AudioOutput ?? rates.Output ?? 0,
    }.Select(Pico));

    private static string Price(string id, PriceEntry price) => PackedText.Line(
        id,
        PackedText.Part("from", price.From),
        Packed("standard", price.Standard),
        Packed("batch", price.Batch),
        Packed("flex", price.Flex),
        Packed("priority", price.Priority),
        PackedText.Part("above", price.LongContextThreshold),
        Packed("above.standard", price.StandardLong),
        Packed("above.batch", price.BatchLong),
        Packed("above.flex", price.FlexLong),
        Packed("above.priority", price.PriorityLong),
        PackedText.Part("unconfirmed", price.Unconfirmed ? true : null));

    private static string Packed(string tier, RatesModel? rates) => rates is null ? "" : PackedText.Part(tier, new[]
    {
        rates.Input, rates.CachedInput, rates.CacheWrite, rates.AudioInput, rates.Output, rates.AudioOutput,
    }.Select(static rate => rate is { } usd ? CSharp.Invariant(usd) : ""));

    /// <summary>USD per million tokens as integers of 1e-12 USD per token, as the runtime counts.</summary>
    private static string Pico(decimal usdPerMillionTokens) => CSharp.Number(checked((long)(usdPerMillionTokens * 1_000_000m)));
}
