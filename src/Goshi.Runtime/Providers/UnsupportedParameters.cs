using Goshi.Chat;

namespace Goshi.Providers;

/// <summary>What to do with a parameter that the model rejects.</summary>
internal static class UnsupportedParameters
{
    /// <summary>Tells of a parameter that is left out.</summary>
    /// <param name="target">The target, which says whether leaving it out is allowed.</param>
    /// <param name="name">The parameter's name on the wire.</param>
    /// <param name="why">Why the target cannot take it, as the end of a sentence.</param>
    /// <exception cref="GoshiException">Leaving it out is not allowed.</exception>
    public static void Drop(TargetSettings target, string name, string why)
    {
        if (target.RefuseUnsupportedParameters)
        {
            throw new GoshiException(
                $"{target.Provider}/{target.Model} rejects '{name}': {why}. Nothing was sent. "
                + "Remove it, or set unsupported_parameter: drop in goshi.yaml to have it left out.");
        }

        target.ParameterDropped?.Invoke(name);
    }
}
