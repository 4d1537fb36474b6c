using Goshi.Generators.Model;

namespace Goshi.Generators.Emit;

/// <summary>What GoshiOptions is emitted from: the settings, without prices.</summary>
/// <param name="Context">The project's wishes.</param>
/// <param name="Config">The configuration; its price records are empty.</param>
internal sealed record OptionsSlice(EmitContext Context, GoshiConfig Config)
{
    /// <summary>Cuts it out of the configuration.</summary>
    public static OptionsSlice Of(GoshiConfig config, EmitContext context) =>
        new(context, config with { Prices = [], PriceFile = null });
}
