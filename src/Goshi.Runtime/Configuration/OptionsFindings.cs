namespace Goshi.Configuration;

/// <summary>What validation found; each sentence once.</summary>
internal sealed class OptionsFindings
{
    private readonly List<string> _errors = [];
    private readonly List<string> _warnings = [];

    /// <summary>What makes the options unusable.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>What works but may surprise.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    public void Error(string sentence) => Add(_errors, sentence);

    public void Warning(string sentence) => Add(_warnings, sentence);

    public void Add(bool isError, string sentence) => Add(isError ? _errors : _warnings, sentence);

    // Several targets lead to the same key; its mistake is one mistake.
    private static void Add(List<string> list, string sentence)
    {
        if (!list.Contains(sentence))
        {
            list.Add(sentence);
        }
    }
}
