using System.Reflection;
using Goshi.Generators.Emit;
using Goshi.Generators.Model;
using Goshi.Generators.Tests.Binding;

namespace Goshi.Generators.Tests.Emit;

/// <summary>GoshiModels and GoshiCosts of a table, emitted, compiled and loaded; those of the packaged one are made once.</summary>
internal static class PackagedCosts
{
    private static readonly Lazy<Assembly> Packaged = new(static () => Load(PriceTables.Packaged));

    public delegate bool TryCalculateDelegate(string modelId, in TokenUsage usage, ServiceTier tier, DateOnly date, out decimal usd);

    public static Func<string, ModelInfo?> Find { get; } = FindIn(Packaged.Value);

    public static TryCalculateDelegate TryCalculate { get; } = Packaged.Value
        .GetType("Acme.App.GoshiCosts", throwOnError: true)!.GetMethod("TryCalculate")!.CreateDelegate<TryCalculateDelegate>();

    public static Func<string, ModelInfo?> FindOf(PriceTable table) => FindIn(Load(table));

    private static Assembly Load(PriceTable table) => Consumer.Load(
        ModelsEmitter.Emit(ModelsSlice.Of(table, Configs.Context)), CostsEmitter.Emit(CostsSlice.Of(table, Configs.Context)));

    private static Func<string, ModelInfo?> FindIn(Assembly assembly) => assembly
        .GetType("Acme.App.GoshiModels", throwOnError: true)!.GetMethod("Find")!.CreateDelegate<Func<string, ModelInfo?>>();
}
