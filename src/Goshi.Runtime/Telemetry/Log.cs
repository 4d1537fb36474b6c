using Microsoft.Extensions.Logging;

namespace Goshi.Telemetry;

/// <summary>Every log line of the runtime, with a fixed event id. None carries a key, a prompt or an answer.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Goshi is ready: primary {Target}, fallback {Fallback}, session limit {Limit}, prices as of {PricesAsOf:yyyy-MM-dd}")]
    public static partial void Ready(ILogger logger, string target, string fallback, string limit, DateOnly pricesAsOf);

    [LoggerMessage(2, LogLevel.Warning, "Retry {Retry} of {MaxRetries} at {Target} in {DelayMs:0} ms: {Reason}")]
    public static partial void Retrying(ILogger logger, int retry, int maxRetries, string target, double delayMs, string reason);

    [LoggerMessage(3, LogLevel.Warning, "{Target} did not answer ({Reason}); moving on to {NextTarget}")]
    public static partial void FailingOver(ILogger logger, string target, string reason, string nextTarget);

    [LoggerMessage(4, LogLevel.Error, "{Target} cannot be used: {Reason}")]
    public static partial void TargetMisconfigured(ILogger logger, string target, string reason);

    [LoggerMessage(5, LogLevel.Warning, "Circuit of {Provider} is open for {CooldownSeconds:0.#} s after {Failures} consecutive failures")]
    public static partial void CircuitOpened(ILogger logger, string provider, double cooldownSeconds, int failures);

    [LoggerMessage(6, LogLevel.Information, "Circuit of {Provider} is half-open: one probe is sent")]
    public static partial void CircuitHalfOpen(ILogger logger, string provider);

    [LoggerMessage(7, LogLevel.Information, "Circuit of {Provider} is closed")]
    public static partial void CircuitClosed(ILogger logger, string provider);

    [LoggerMessage(8, LogLevel.Warning, "Circuit of {Provider} was isolated by hand")]
    public static partial void CircuitIsolated(ILogger logger, string provider);

    [LoggerMessage(9, LogLevel.Information, "{Target}: {InputTokens} prompt and {OutputTokens} completion tokens, {Cost}; session '{Session}' {Total}")]
    public static partial void Cost(ILogger logger, string target, long inputTokens, long outputTokens, string cost, string session, string total);

    [LoggerMessage(10, LogLevel.Warning, "Session '{Session}' has spent {Spent} of its limit of {Limit} USD")]
    public static partial void NearBudget(ILogger logger, string session, string spent, string limit);

    [LoggerMessage(11, LogLevel.Warning, "Session '{Session}' is at its limit of {Limit} USD ({Spent} spent): what is left does not pay for a call that was asked for")]
    public static partial void BudgetReached(ILogger logger, string session, string limit, string spent);

    [LoggerMessage(12, LogLevel.Warning, "A call to {Target} was refused by the budget: {Reason}")]
    public static partial void BudgetRefused(ILogger logger, string target, string reason);

    [LoggerMessage(13, LogLevel.Warning, "The answer of {Target} ended at {Cap} tokens, a cap that was added because a budget applies and no token limit was given; set llm.max_completion_tokens, or raise llm.max_cost_per_session")]
    public static partial void CutByCap(ILogger logger, string target, int cap);

    [LoggerMessage(14, LogLevel.Warning, "Parameter {Parameter} was left out: {Model} rejects it (llm.unsupported_parameter: error refuses such calls instead)")]
    public static partial void ParameterDropped(ILogger logger, string parameter, string model);

    [LoggerMessage(15, LogLevel.Information, "The caller cancelled the call to {Target} after {ElapsedMs:0} ms")]
    public static partial void Cancelled(ILogger logger, string target, double elapsedMs);

    [LoggerMessage(16, LogLevel.Warning, "The stream of {Target} broke after {ContentBytes} bytes of content: {Reason}")]
    public static partial void StreamBroken(ILogger logger, string target, long contentBytes, string reason);

    [LoggerMessage(17, LogLevel.Warning, "No price is known for {Target}: its cost is not in the session's total (llm.unpriced_model: deny refuses such calls)")]
    public static partial void Unpriced(ILogger logger, string target);

    [LoggerMessage(18, LogLevel.Information, "provider: auto chose {Provider}: {Reason}")]
    public static partial void AutoChose(ILogger logger, string provider, string reason);

    [LoggerMessage(19, LogLevel.Information, "The price of {Model} is unconfirmed: its term has lapsed and no newer price was known on {PricesAsOf:yyyy-MM-dd}")]
    public static partial void PriceUnconfirmed(ILogger logger, string model, DateOnly pricesAsOf);

    [LoggerMessage(20, LogLevel.Warning, "Usage reported by {Target} is inconsistent; its cost was estimated instead")]
    public static partial void InconsistentUsage(ILogger logger, string target);

    [LoggerMessage(21, LogLevel.Warning, "{Model} has the retirement date {RetirementDate:yyyy-MM-dd}, from which on its provider does not serve it; choose another model in goshi.yaml")]
    public static partial void Retiring(ILogger logger, string model, DateOnly retirementDate);

    [LoggerMessage(22, LogLevel.Warning, "{Warning}")]
    public static partial void OptionsWarning(ILogger logger, string warning);

    [LoggerMessage(23, LogLevel.Error, "A handler of the circuit of {Provider} failed with {Exception}; the circuit is not affected")]
    public static partial void CircuitHandlerFailed(ILogger logger, string provider, string exception);

    [LoggerMessage(24, LogLevel.Error, "The ITokenEstimator of the application failed with {Exception}; an attempt at {Target} was settled by the estimate of four bytes a token")]
    public static partial void EstimatorFailed(ILogger logger, string target, string exception);

    [LoggerMessage(40, LogLevel.Warning, "{Target} cost {Charged} USD, which is {Overshoot} USD more than was reserved for it: its prompt was larger than its bound, or the provider billed more than its own limit allows")]
    public static partial void BilledMoreThanReserved(ILogger logger, string target, string charged, string overshoot);

    [LoggerMessage(41, LogLevel.Information, "track_usage is false at {Provider}: streams that do not report usage by themselves are charged by estimates, and budgets hold by those")]
    public static partial void UsageIsEstimated(ILogger logger, string provider);
}
