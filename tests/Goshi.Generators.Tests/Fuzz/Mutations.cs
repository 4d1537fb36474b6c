using System.Globalization;

namespace Goshi.Generators.Tests.Fuzz;

/// <summary>How many mutations are tried; GOSHI_MUTATIONS=62500 makes it a long run of 500,000 over the eight seeds.</summary>
internal static class Mutations
{
    public static int PerSeed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("GOSHI_MUTATIONS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 5_000;
}
