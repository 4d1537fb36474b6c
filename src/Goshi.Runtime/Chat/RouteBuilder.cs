using Goshi.Configuration;
using Goshi.Resilience;
using Goshi.Telemetry;
using Microsoft.Extensions.Logging;

namespace Goshi.Chat;

/// <summary>Makes the routes of the options: which targets, in which order, with which settings.</summary>
internal sealed class RouteBuilder(
    LlmOptions options, ModelTable models, IReadOnlyDictionary<string, ProviderRuntime> providers, AutoChoice auto, ILogger logger)
{
    /// <summary>The route of a profile; null: of llm itself.</summary>
    public Route Build(ProfileOptions? profile)
    {
        var failoverAfter = profile?.FailoverAfter ?? options.FailoverAfter;
        var primaries = TargetResolution.Primaries(options, profile);
        var orders = primaries.Select(primary => Targets(profile, primary)).ToArray();
        return new Route(orders[0], failoverAfter)
        {
            Auto = orders.Length > 1 ? auto : null,
            WithoutLocal = orders.Length > 1 ? orders[1] : null,
        };
    }

    /// <summary>The target that a call's <c>ModelId</c> names in the place of the first one: model, or provider/model.</summary>
    public ChatTarget Override(ChatTarget first, string modelId)
    {
        if (modelId == first.Settings.Model)
        {
            return first;
        }

        var (provider, model) = TargetResolution.Split(options, modelId);
        return Target(TargetResolution.Target(
            provider ?? first.Resolved.Provider, new ModelChoice(model, "ChatOptions.ModelId"), models, first.Resolved.Profile));
    }

    private ChatTarget[] Targets(ProfileOptions? profile, string primary) =>
        [.. TargetResolution.Resolve(options, models, profile, primary)
            .Where(static target => target.Model is not null)
            .Select(Target)];

    private ChatTarget Target(ResolvedTarget resolved)
    {
        var provider = providers[resolved.Provider.Name];
        var model = resolved.Model!;
        var settings = new TargetSettings
        {
            Provider = resolved.Provider.Name,
            Model = model,
            Info = resolved.Info,
            BaseUrl = provider.BaseUrl,
            Temperature = resolved.Temperature,
            SystemPrompt = resolved.SystemPrompt,
            ReasoningEffort = resolved.ReasoningEffort,
            ServiceTier = resolved.ServiceTier,
            TokenLimitKey = (resolved.Provider as OpenAIProviderOptions)?.TokenLimitKey ?? "num_predict",
            TrackUsage = resolved.Provider.TrackUsage,
            RefuseUnsupportedParameters = options.UnsupportedParameter == "error",
            ParameterDropped = parameter => Log.ParameterDropped(logger, parameter, model),
            KeepAlive = (resolved.Provider as OllamaProviderOptions)?.KeepAlive,
            ContextLength = (resolved.Provider as OllamaProviderOptions)?.NumCtx,
            ApiKeyVariable = resolved.Provider.ApiKeyEnv,
        };
        return new ChatTarget(provider, resolved, settings, Deadlines(resolved, provider));
    }

    public static DeadlineSettings Deadlines(ResolvedTarget target, ProviderRuntime provider) => new(
        target.RequestTimeout, target.FirstTokenTimeout, target.StreamIdleTimeout, target.StreamingTimeout, target.Provider.ConnectionTimeout)
    {
        Provider = target.Provider.Name,
        Model = target.Model,
        KeyPrefix = target.Provider.Bag.Path,
        BaseUrl = provider.BaseUrl,
        IsOllama = provider.IsOllama,
    };
}
