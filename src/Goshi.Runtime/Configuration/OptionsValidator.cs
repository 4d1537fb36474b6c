namespace Goshi.Configuration;

/// <summary>Checks all options together, by the rules that the compiler applies to goshi.yaml.</summary>
internal static class OptionsValidator
{
    /// <summary>What makes the options unusable; each a sentence with the full names of its keys. Empty: nothing.</summary>
    public static IReadOnlyList<string> Validate(LlmOptions options, ModelTable models) => Examine(options, models).Errors;

    /// <summary>Everything that was found: errors, and warnings to be logged once at the start.</summary>
    public static OptionsFindings Examine(LlmOptions options, ModelTable models)
    {
        var findings = new OptionsFindings();
        SectionValidator.Examine(options, findings);
        TargetValidator.Examine(options, models, findings);
        return findings;
    }
}
