using System.Globalization;
using System.Net.Sockets;

namespace Goshi.Resilience;

/// <summary>Which failures are worth a retry, another target or neither, and which ones the circuit breaker counts.</summary>
internal static class FailureRules
{
    /// <summary>The provider's code for an account that has no money left; waiting does not help.</summary>
    public const string InsufficientQuota = "insufficient_quota";

    /// <summary>What a failure asks for. A refusal by the budget is fatal here: whether it falls back is a setting, decided elsewhere.</summary>
    /// <param name="failure">The failure of an attempt, before any content reached the caller.</param>
    /// <param name="isOllama">True: the target speaks Ollama's protocol.</param>
    public static Verdict Classify(Exception failure, bool isOllama)
    {
        var verdict = ClassifyByKind(failure, isOllama);
        return (failure as ProviderException)?.ShouldRetry switch
        {
            true => Verdict.Retry,
            false when verdict is Verdict.Retry => Verdict.FailOver,
            _ => verdict,
        };
    }

    /// <summary>
    /// Whether another target may be asked once this one has given up. Not the same as <see cref="Classify"/>: a provider
    /// may ask to have a 400 retried, but a bad request stays bad at every target.
    /// </summary>
    public static bool FailsOver(Exception failure, bool isOllama) =>
        ClassifyByKind(failure, isOllama) is Verdict.Retry or Verdict.FailOver;

    /// <summary>What a failed call teaches the circuit breaker.</summary>
    public static CircuitOutcome BreakerOutcome(Exception failure) => failure switch
    {
        DeadlineException or StreamInterruptedException => CircuitOutcome.Failure,
        ProviderException { IsConnectionError: true } => CircuitOutcome.Failure,
        ProviderException { IsMissingKey: true } => CircuitOutcome.Abandoned,
        ProviderException error => IsServersFault(StatusOf(error)) ? CircuitOutcome.Failure : CircuitOutcome.Neutral,
        GoshiException or OperationCanceledException => CircuitOutcome.Abandoned,
        _ => IsConnectionError(failure) ? CircuitOutcome.Failure : CircuitOutcome.Abandoned,
    };

    /// <summary>Whether an exception of the HTTP stack says that the connection failed.</summary>
    public static bool IsConnectionError(Exception failure) => failure is HttpRequestException or IOException or SocketException;

    private static Verdict ClassifyByKind(Exception failure, bool isOllama) => failure switch
    {
        OperationCanceledException => Verdict.Cancelled,
        // Ollama's slowness is a model that loads or computes: a second attempt would start the same work again.
        DeadlineException => isOllama ? Verdict.FailOver : Verdict.Retry,
        CircuitOpenException => Verdict.FailOver,
        // Classified before content reached the caller only; after it nothing is retried.
        StreamInterruptedException => Verdict.Retry,
        ProviderException { IsConnectionError: true } => Verdict.Retry,
        ProviderException { IsMissingKey: true } => Verdict.FailOver,
        ProviderException { Code: InsufficientQuota, RetryAfter: null } => Verdict.FailOver,
        ProviderException error => ClassifyStatus(StatusOf(error)),
        _ => IsConnectionError(failure) ? Verdict.Retry : Verdict.Fatal,
    };

    private static Verdict ClassifyStatus(int status) => status switch
    {
        408 or 409 or 429 or >= 500 => Verdict.Retry,
        // 402: the account has no credit, the form in which OpenRouter and others say insufficient_quota.
        401 or 402 or 403 or 404 => Verdict.FailOver,
        >= 400 => Verdict.Fatal,
        // Neither a redirect, which is not followed (a key must not travel), nor a success that is no answer gets better by
        // asking again: like 404, the address is wrong, for this target alone.
        _ => Verdict.FailOver,
    };

    private static bool IsServersFault(int status) => status is 408 or >= 500;

    /// <summary>
    /// The status. An error inside a stream has none, and one inside a success has the wrong one: there, the status that its
    /// code stands for, or 500 for a stream that ended in an error of no known code.
    /// </summary>
    private static int StatusOf(ProviderException error) => error.StatusCode is { } status && ((int)status >= 300 || error.Code is null)
        ? (int)status
        : error.Code switch
        {
            InsufficientQuota or "rate_limit_exceeded" or "rate_limit_error" => 429,
            "invalid_request_error" or "context_length_exceeded" or "content_policy_violation" => 400,
            "invalid_api_key" or "authentication_error" => 401,
            "model_not_found" => 404,
            // OpenRouter and others put the status of the server behind them here.
            { } code when int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 400 and < 600 => number,
            _ => 500,
        };
}
