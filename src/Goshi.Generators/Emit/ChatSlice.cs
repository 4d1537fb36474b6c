using System.Linq;
using Goshi.Generators.Model;

namespace Goshi.Generators.Emit;

/// <summary>What IGoshiChat is emitted from: the names of providers and profiles.</summary>
/// <param name="Context">The project's wishes.</param>
/// <param name="Providers">The providers in the configuration's order.</param>
/// <param name="Profiles">The profiles in the file's order.</param>
internal sealed record ChatSlice(EmitContext Context, EquatableArray<ApiSlice> Providers, EquatableArray<ProfileModel> Profiles)
{
    /// <summary>Cuts it out of the configuration.</summary>
    public static ChatSlice Of(GoshiConfig config, EmitContext context) => new(
        context,
        ApiSlice.Of(config, context).ToEquatableArray(),
        config.Profiles.Select(static profile => profile with { Settings = [] }).ToEquatableArray());
}
