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
    /// <summary>Compares the one file that a test emits.</summary>
    public static void Verify(string emitted, string hint, [CallerFilePath] string file = "", [CallerMemberName] string test = "") =>
        Verify([(hint, emitted)], file, test);

    /// <summary>Compares the files that a test emits, all of them at once: a verified file that is not among them is one too many.</summary>
    public static void Verify(
        IEnumerable<(string Hint, string Emitted)> files, [CallerFilePath] string file = "", [CallerMemberName] string test = "") =>
        Compare(files.Select(static file => (file.Hint, WithoutVersion(file.Emitted))), file, test);

#if USE_VERIFY
    private static void Compare(IEnumerable<(string Hint, string Text)> files, string file, string test)
    {
        var settings = new VerifyTests.VerifySettings();
        settings.DisableDiff();
        settings.UseMethodName(test);
        var targets = files.Select(static emitted => new VerifyTests.Target("cs", emitted.Text, emitted.Hint));
        VerifyXunit.Verifier.Verify(targets, settings, file).GetAwaiter().GetResult();
    }
#else
    private static void Compare(IEnumerable<(string Hint, string Text)> files, string file, string test)
    {
        var folder = Path.GetDirectoryName(file)!;
        var prefix = $"{Path.GetFileNameWithoutExtension(file)}.{test}#";
        var left = Directory.EnumerateFiles(folder, prefix + "*.verified.cs").Select(static path => Path.GetFileName(path)).ToHashSet();
        var wrong = new List<string>();
        foreach (var (hint, text) in files)
        {
            left.Remove(prefix + hint + ".verified.cs");
            if (!IsVerified(Path.Combine(folder, prefix + hint), text))
            {
                wrong.Add($"{prefix}{hint}.verified.cs differs from what is emitted now, which is in .received.cs beside it; GOSHI_UPDATE=1 accepts it.");
            }
        }

        wrong.AddRange(left.Select(static name => $"{name} is not emitted any more: delete it."));
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static bool IsVerified(string stem, string text)
    {
        var (verified, received) = (stem + ".verified.cs", stem + ".received.cs");
        if (!File.Exists(verified) || File.ReadAllText(verified).ReplaceLineEndings("\n") != text)
        {
            if (Environment.GetEnvironmentVariable("GOSHI_UPDATE") != "1")
            {
                File.WriteAllText(received, text);
                return false;
            }

            File.WriteAllText(verified, text);
        }

        File.Delete(received);
        return true;
    }
#endif

    // A release does not change what is emitted.
    private static string WithoutVersion(string emitted) => GeneratedCode().Replace(emitted, "$1{version}$2");

    [GeneratedRegex("""(GeneratedCode\("Goshi\.Generators", ")[^"]*("\))""")]
    private static partial Regex GeneratedCode();
}
