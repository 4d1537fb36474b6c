namespace Goshi.Configuration.Rules;

/// <summary>What a rule over several values found.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="IsError">False: it runs, but may surprise.</param>
/// <param name="Key">The key, written in the section that was looked at, whose value to point at.</param>
/// <param name="Message">One sentence without a final stop.</param>
internal sealed record RuleFinding(CrossRule Rule, bool IsError, string Key, string Message);
