using Goshi.Generators.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Tests.Diagnostics;

public sealed class DiagnosticInfoTests
{
    [Fact]
    public void Two_of_the_same_finding_are_equal() => Assert.Equal(Make("x"), Make("x"));

    [Fact]
    public void Another_argument_is_another_finding() => Assert.NotEqual(Make("x"), Make("y"));

    [Fact]
    public void The_compiler_is_given_the_place_in_the_file()
    {
        var location = Make("x").ToDiagnostic().Location.GetLineSpan();

        Assert.Equal(("goshi.yaml", new LinePosition(1, 2)), (location.Path, location.StartLinePosition));
    }

    private static DiagnosticInfo Make(string argument) =>
        DiagnosticInfo.Create(Descriptors.Alias, "goshi.yaml", SourceText.From("llm:\n  x: 1"), new TextSpan(7, 1), argument);
}
