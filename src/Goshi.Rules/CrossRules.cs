using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;

namespace Goshi.Configuration.Rules;

/// <summary>
/// The rules between values, over values alone: the compiler and the runtime ask the same functions and say the same words.
/// </summary>
/// <remarks>
/// They bind written values; what is not written follows the written ones (<see cref="SectionTimes"/>) and cannot be wrong.
/// A finding is made in the section that writes one of the values, so that llm's mistake is not found in every provider.
/// </remarks>
internal static class CrossRules
{
    // After this long a user has given up on a provider that is well again.
    private static readonly TimeSpan SlowestRecovery = TimeSpan.FromSeconds(120);

    /// <summary>Everything that two values of one section can get wrong.</summary>
    /// <param name="own">The value that the section itself writes for a key; null: none.</param>
    /// <param name="written">The section's value or the one it inherits from llm; null: neither is written.</param>
    /// <param name="isOllama">Whether the section's provider speaks Ollama's protocol.</param>
    public static IReadOnlyList<RuleFinding> Section(Func<string, object?> own, Func<string, object?> written, bool isOllama)
    {
        var findings = new List<RuleFinding>();
        TokenLimits(own, findings);
        Deadlines(own, written, isOllama, findings);
        BackOff(own, written, findings);
        Circuit(own, written, isOllama, findings);
        return findings;
    }

    /// <summary>Without a reservation, calls in flight may overshoot a limit.</summary>
    /// <param name="estimates">The effective estimate_before_request.</param>
    /// <param name="limitKey">The limit that applies: <c>llm.max_cost_per_session</c>; null: none does.</param>
    public static RuleFinding? Overshoot(bool estimates, string? limitKey) => estimates || limitKey is null
        ? null
        : new RuleFinding(
            CrossRule.OvershootPossible,
            IsError: false,
            "estimate_before_request",
            "estimate_before_request is false, so calls in flight at the same time may spend more than " + limitKey);

    /// <summary>A key goes unencrypted to another machine.</summary>
    /// <param name="baseUrl">The provider's effective address.</param>
    /// <param name="keyVariable">The provider's effective api_key_env; null: no key is sent.</param>
    public static RuleFinding? Unencrypted(string baseUrl, string? keyVariable) =>
        keyVariable is not null
        && Uri.TryCreate(baseUrl, UriKind.Absolute, out var uri)
        && uri.Scheme == "http"
        && !uri.IsLoopback
            ? new RuleFinding(
                CrossRule.KeySentUnencrypted,
                IsError: false,
                "base_url",
                "base_url is http, so the key travels unencrypted to " + uri.Host + "; use https")
            : null;

    /// <summary>Nobody answers what is called under an address.</summary>
    /// <param name="scope">The section that writes it: a provider's, or local.</param>
    /// <param name="url">The written address; null: none.</param>
    public static RuleFinding? Address(KeyScope scope, string? url)
    {
        var key = scope == KeyScope.Local ? "url" : "base_url";
        return url is not null && BaseAddress.Fault(scope, key, url) is { } fault ? new RuleFinding(CrossRule.WrongAddress, IsError: false, key, fault) : null;
    }

    /// <summary>The local section names two ports.</summary>
    /// <param name="url">The written url; null: none.</param>
    /// <param name="port">The written port; null: none.</param>
    public static RuleFinding? LocalPorts(string? url, int? port) =>
        url is not null && port is { } other && LocalAddress.WrittenPort(url) is { } first && first != other
            ? new RuleFinding(
                CrossRule.LocalAddressConflict,
                IsError: false,
                "port",
                string.Format(CultureInfo.InvariantCulture, "port is {0}, but url has port {1}, which is used; leave one of them out", other, first))
            : null;

    private static void TokenLimits(Func<string, object?> own, List<RuleFinding> findings)
    {
        if (own("max_tokens") is not null && own("max_completion_tokens") is not null)
        {
            findings.Add(new RuleFinding(
                CrossRule.TwoTokenLimits,
                IsError: true,
                "max_tokens",
                "max_tokens and max_completion_tokens are two names of one limit; keep one of them"));
        }
    }

    private static void Deadlines(Func<string, object?> own, Func<string, object?> written, bool isOllama, List<RuleFinding> findings)
    {
        // Calls to Ollama are all streamed: a request_timeout inherited from llm says nothing about them.
        var request = isOllama ? own("request_timeout") : written("request_timeout");
        var streaming = written("streaming_timeout");

        if (Time(written("connection_timeout")) is { } connecting)
        {
            var (key, limit) = Time(request) is { } whole ? ("request_timeout", whole) : ("streaming_timeout", Time(streaming));
            if (limit is { } time && connecting >= time)
            {
                Contradiction(own, findings, "connection_timeout", connecting, "must be shorter than", key, time);
            }
        }

        if (Time(request) is { } one && Time(streaming) is { } stream && one > stream)
        {
            Contradiction(own, findings, "request_timeout", one, "must not be longer than", "streaming_timeout", stream);
        }
    }

    private static void BackOff(Func<string, object?> own, Func<string, object?> written, List<RuleFinding> findings)
    {
        if (Time(written("retry_backoff_min")) is { } min && Time(written("retry_backoff_max")) is { } max && min > max)
        {
            Contradiction(own, findings, "retry_backoff_min", min, "must not be longer than", "retry_backoff_max", max);
        }
    }

    private static void Circuit(Func<string, object?> own, Func<string, object?> written, bool isOllama, List<RuleFinding> findings)
    {
        var threshold = written("circuit_breaker_threshold") as int? ?? 5;
        var retries = written("max_retries") as int? ?? 3;
        if (threshold <= retries && FirstOwn(own, "circuit_breaker_threshold", "max_retries") is { } thresholdKey)
        {
            findings.Add(new RuleFinding(
                CrossRule.CircuitOpensInsideACall,
                IsError: false,
                thresholdKey,
                string.Format(
                    CultureInfo.InvariantCulture,
                    "circuit_breaker_threshold ({0}) is not more than max_retries ({1}), so one failing call opens the circuit by itself",
                    threshold,
                    retries)));
        }

        // A probe ends at its first content, or when an attempt without a stream runs out of time.
        var times = new SectionTimes(written, isOllama);
        var (probeKey, probe) = isOllama || times.FirstToken > times.Request
            ? ("first_token_timeout", written("first_token_timeout") is null && isOllama ? TimeSpan.Zero : times.FirstToken)
            : ("request_timeout", times.Request);
        var cooldown = Time(written("circuit_breaker_cooldown")) ?? TimeSpan.FromSeconds(30);
        if (probe > SlowestRecovery - cooldown && FirstOwn(own, "circuit_breaker_cooldown", probeKey) is { } cooldownKey)
        {
            findings.Add(new RuleFinding(
                CrossRule.SlowRecovery,
                IsError: false,
                cooldownKey,
                "circuit_breaker_cooldown (" + ValueRules.Show(cooldown) + ") and a probe of up to " + probeKey + " (" + ValueRules.Show(probe)
                    + ") together pass 120s, so a provider that is well again may stay unused for longer than that"));
        }
    }

    private static void Contradiction(
        Func<string, object?> own,
        List<RuleFinding> findings,
        string key,
        TimeSpan value,
        string relation,
        string otherKey,
        TimeSpan other)
    {
        if (FirstOwn(own, key, otherKey) is { } place)
        {
            findings.Add(new RuleFinding(
                CrossRule.ContradictingValues,
                IsError: true,
                place,
                key + " (" + ValueRules.Show(value) + ") " + relation + " " + otherKey + " (" + ValueRules.Show(other) + ")"));
        }
    }

    private static string? FirstOwn(Func<string, object?> own, params string[] keys) => keys.FirstOrDefault(key => own(key) is not null);

    // No limit contradicts nothing.
    private static TimeSpan? Time(object? value) => value is TimeSpan time && time != Timeout.InfiniteTimeSpan ? time : null;
}
