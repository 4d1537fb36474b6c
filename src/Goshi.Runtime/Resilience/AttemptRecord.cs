namespace Goshi.Resilience;

/// <summary>Writes the line that a failed attempt leaves in <see cref="GoshiException.Attempts"/>.</summary>
internal static class AttemptRecord
{
    public static Attempt Of(Exception failure, string provider, string? model, TimeSpan duration) =>
        new(provider, model, Describe(failure), duration)
        {
            StatusCode = (int?)(failure as ProviderException)?.StatusCode,
        };

    /// <summary>Makes the error its own only attempt, until the call that it ends says what there was before it.</summary>
    public static T AsAttempt<T>(this T failure, string provider, string? model, TimeSpan duration = default) where T : GoshiException
    {
        failure.Attempts = [Of(failure, provider, model, duration)];
        return failure;
    }

    // Our own messages hold neither keys nor prompt text. Others' may: an argument error quotes the argument.
    private static string Describe(Exception failure) => failure switch
    {
        GoshiException => failure.Message.ReplaceLineEndings(" "),
        OperationCanceledException => "cancelled by the caller",
        _ => $"failed with {failure.GetType().Name}",
    };
}
