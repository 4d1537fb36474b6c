using System.Linq;
using Goshi.Generators.Model;

namespace Goshi.Generators.Emit;

/// <summary>The types that will be emitted, so that those which exist already can be found.</summary>
/// <param name="Namespace">Their namespace.</param>
/// <param name="Types">Their names.</param>
internal sealed record EmittedNames(string Namespace, EquatableArray<string> Types)
{
    /// <summary>The names for a configuration.</summary>
    public static EmittedNames Of(GoshiConfig config, EmitContext context) => new(
        context.Namespace,
        new[] { "IGoshiChat", "GoshiChat", "GoshiOptions", "GoshiModels", "GoshiCosts", "GoshiServiceCollectionExtensions" }
            .Concat(config.Providers.SelectMany(static provider => new[]
            {
                $"{provider.CSharpName}Options", $"I{provider.CSharpName}Api", $"{provider.CSharpName}Api",
            }))
            .ToEquatableArray());
}
