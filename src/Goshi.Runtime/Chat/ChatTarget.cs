using Goshi.Configuration;
using Goshi.Cost;
using Goshi.Providers;
using Goshi.Resilience;
using Microsoft.Extensions.AI;

namespace Goshi.Chat;

/// <summary>One provider with one model: what a call is sent to.</summary>
/// <param name="Provider">The provider's connections, breaker and pipeline.</param>
/// <param name="Resolved">The options that it was made of.</param>
/// <param name="Settings">What encoding a request needs to know.</param>
/// <param name="Deadlines">The longest times of one attempt.</param>
internal sealed record ChatTarget(
    ProviderRuntime Provider, ResolvedTarget Resolved, TargetSettings Settings, DeadlineSettings Deadlines)
{
    /// <summary>The key of <see cref="ChatResponse.AdditionalProperties"/> under which an answer names its target, provider/model.</summary>
    public const string SignatureKey = "goshi.target";

    private readonly int? _tokenLimit = Resolved.TokenLimit;

    /// <summary>provider/model, as in the fallback list, in logs and in errors.</summary>
    public string Name { get; } = $"{Provider.Name}/{Settings.Model}";

    /// <summary>The name of a call's span.</summary>
    public string SpanName { get; } = $"chat {Settings.Model}";

    /// <summary>The server's port, as a tag of that span: boxed once.</summary>
    public object Port { get; } = Provider.BaseUrl.Port;

    /// <summary>What the caller's own request adds to a call here.</summary>
    public RawRequest RawOf(ChatCall call) => Provider.Protocol.ReadRaw(call.Raw, Settings.Model);

    /// <summary>The tier that the target's settings ask for.</summary>
    public ServiceTier Tier { get; } = WireTier.Parse(Settings.ServiceTier) ?? ServiceTier.Standard;

    /// <summary>The tier that a call asks for here, which the price is taken at until the response says which was used.</summary>
    public ServiceTier TierOf(ChatCall call, in RawRequest raw) =>
        (call.Tier ?? raw.Tier) is { } tier ? WireTier.Parse(tier) ?? ServiceTier.Standard : Tier;

    /// <summary>Says in an answer which target gave it.</summary>
    public void Sign(ChatResponse answer) => (answer.AdditionalProperties ??= [])[SignatureKey] = Name;

    /// <summary>Says in the first update of an answer which target gives it; folded, it is the whole answer's.</summary>
    public void Sign(ChatResponseUpdate update) => (update.AdditionalProperties ??= [])[SignatureKey] = Name;

    /// <summary>What a session has to know to admit a call here.</summary>
    /// <param name="call">The call.</param>
    /// <param name="measurePrompt">Whether the bound of the prompt is needed; it takes a pass over all messages.</param>
    public AdmissionRequest AdmissionRequest(ChatCall call, bool measurePrompt = true)
    {
        var raw = RawOf(call);
        var price = Provider.IsFree ? null : Provider.PriceOf(Settings.Info, TierOf(call, in raw), call.Today);
        return new AdmissionRequest
        {
            Budget = Provider.Budget,
            Model = Settings.Model,
            Billing = Provider.IsFree ? Billing.Free : price is null ? Billing.Unpriced : Billing.Priced,
            Price = price,
            PromptBound = price is null || !measurePrompt ? 0 : call.PromptBound(Settings, in raw),
            TokenLimit = call.Options?.MaxOutputTokens ?? raw.TokenLimit ?? _tokenLimit,
            ModelTokenLimit = Settings.Info?.MaxOutputTokens,
            IsReasoning = Settings.Info?.Reasoning is true,
            HasAudioInput = call.HasAudioInput || raw.HasAudioInput,
            HasAudioOutput = call.HasAudioOutput || raw.HasAudioOutput,
            IsInFlight = call.HasAttempts,
        };
    }
}
