using System.Diagnostics;
using Goshi.Generators.Tests.Binding;
using Goshi.Generators.Tests.Text;

namespace Goshi.Generators.Tests.Incremental;

public sealed class HostileFileTests
{
    public static TheoryData<string> Names { get; } = new(HostileFiles.All.Select(static file => file.Name));

    /// <summary>The whole generator, with the packaged prices. The clock only tells a hang: docs/performance.md has the times.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_hostile_file_neither_hangs_nor_stops_the_compiler(string name)
    {
        var driver = new Driver(HostileFiles.All.Single(file => file.Name == name).Text, PriceTables.PackagedText);
        var clock = Stopwatch.StartNew();

        driver.Run();

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{name}: {clock.Elapsed}");
    }
}
