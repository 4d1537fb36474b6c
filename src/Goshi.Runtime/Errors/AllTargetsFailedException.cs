using System.Text;

namespace Goshi;

/// <summary>The primary target and every fallback failed. <see cref="GoshiException.Attempts"/> lists each try.</summary>
public sealed class AllTargetsFailedException : GoshiException
{
    /// <summary>Creates the error; its message lists every attempt.</summary>
    /// <param name="attempts">Every try of the call, in order; also targets that were skipped.</param>
    /// <param name="innerException">The error of the last target; null when there is none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="attempts"/> is null.</exception>
    public AllTargetsFailedException(IReadOnlyList<Attempt> attempts, Exception? innerException = null)
        : base(Describe(attempts), innerException) => Attempts = [.. attempts];

    private static string Describe(IReadOnlyList<Attempt> attempts)
    {
        ArgumentNullException.ThrowIfNull(attempts);
        var targets = attempts.Select(static attempt => (attempt.Provider, attempt.Model)).Distinct().Count();
        var text = new StringBuilder("No target answered: ")
            .Append(Count(attempts.Count, "attempt")).Append(" at ").Append(Count(targets, "target")).Append('.');
        for (var i = 0; i < attempts.Count; i++)
        {
            text.Append("\n  ").Append(i + 1).Append(". ").Append(attempts[i]);
        }

        return text.Append("\nFix the first failure above that can be fixed, or add another target under llm.fallback in goshi.yaml.").ToString();
    }

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
