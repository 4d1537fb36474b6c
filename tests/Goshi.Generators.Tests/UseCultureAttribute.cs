using System.Globalization;
using System.Reflection;
using Xunit.Sdk;

namespace Goshi.Generators.Tests;

/// <summary>Runs one test in a culture, to show that it has no influence.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class UseCultureAttribute(string name) : BeforeAfterTestAttribute
{
    private CultureInfo? _before;

    public override void Before(MethodInfo methodUnderTest)
    {
        _before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo(name);
    }

    public override void After(MethodInfo methodUnderTest) => CultureInfo.CurrentCulture = _before!;
}
