using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Goshi.Generators.Tests;

/// <summary>
/// Compares emitted text with the file of the test, <c>Class.Test#Hint.verified.cs</c> beside it. A difference is written
/// to <c>.received.cs</c>; with GOSHI_UPDATE=1 in the environment it becomes the verified file. The files have Verify's names:
/// with the MSBuild property UseVerify=true it is Verify.Xunit that compares them.
/// </summary>
internal static partial class Snapshot
{
#if USE_VERIFY
    public static void Verify(string emitted, string hint, [CallerFilePath] string file = "", [CallerMemberName] string test = "")
    {
        var settings = new VerifyTests.VerifySettings();
        settings.DisableDiff();
        settings.UseMethodName(test);

        // A test has several files, told apart by the hint.
        settings.DisableRequireUniquePrefix();
        var target = new VerifyTests.Target("cs", WithoutVersion(emitted), hint);
        VerifyXunit.Verifier.Verify(target, settings, file).GetAwaiter().GetResult();
    }
#else
    public static void Verify(string emitted, string hint, [CallerFilePath] string file = "", [CallerMemberName] string test = "")
    {
        var stem = Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{test}#{hint}");
        var (verified, received) = (stem + ".verified.cs", stem + ".received.cs");
        var text = WithoutVersion(emitted);
        if (File.Exists(verified) && File.ReadAllText(verified).ReplaceLineEndings("\n") == text)
        {
            File.Delete(received);
            return;
        }

        if (Environment.GetEnvironmentVariable("GOSHI_UPDATE") == "1")
        {
            File.WriteAllText(verified, text);
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail($"{Path.GetFileName(verified)} differs from what is emitted now, which is in {Path.GetFileName(received)}; GOSHI_UPDATE=1 accepts it.");
    }
#endif

    // A release does not change what is emitted.
    private static string WithoutVersion(string emitted) => GeneratedCode().Replace(emitted, "$1{version}$2");

    [GeneratedRegex("""(GeneratedCode\("Goshi\.Generators", ")[^"]*("\))""")]
    private static partial Regex GeneratedCode();
}
