using System.Globalization;
using System.Text.RegularExpressions;

namespace Goshi.Loopback;

/// <summary>What a model's name says about the parameters that it takes.</summary>
/// <param name="IsReasoning">An o-series model, or gpt-5 and later other than the chat variants.</param>
/// <param name="SamplesWithoutReasoning">From gpt-5.1 on, temperature and its like are allowed with effort <c>none</c>.</param>
/// <param name="RejectsStop">o3 and o4-mini.</param>
internal readonly partial record struct OpenAIModelName(bool IsReasoning, bool SamplesWithoutReasoning, bool RejectsStop)
{
    public static OpenAIModelName Parse(string model)
    {
        if (OSeries().IsMatch(model))
        {
            var rejectsStop = model.StartsWith("o3", StringComparison.Ordinal) || model.StartsWith("o4-mini", StringComparison.Ordinal);
            return new OpenAIModelName(IsReasoning: true, SamplesWithoutReasoning: false, rejectsStop);
        }

        var match = Gpt().Match(model);
        if (!match.Success || model.Contains("-chat", StringComparison.Ordinal))
        {
            return default;
        }

        var major = int.Parse(match.Groups["major"].ValueSpan, CultureInfo.InvariantCulture);
        var hasMinor = match.Groups["minor"].Success && match.Groups["minor"].Value != "0";
        return new OpenAIModelName(major >= 5, major > 5 || (major == 5 && hasMinor), RejectsStop: false);
    }

    [GeneratedRegex("^o[0-9]")]
    private static partial Regex OSeries();

    [GeneratedRegex(@"^gpt-(?<major>[0-9]{1,3})(\.(?<minor>[0-9]{1,3}))?(-|$)")]
    private static partial Regex Gpt();
}
