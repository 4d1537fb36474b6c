using System.ComponentModel;
using Goshi.Chat;
using Goshi.Configuration;
using Goshi.Cost;
using Goshi.Resilience;
using Goshi.Telemetry;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Goshi.Hosting;

/// <summary>Owns what all chat clients of an application share: connections, circuit breakers, routes. Used by generated code only.</summary>
/// <remarks>Thread-safe. Disposed by the container, once or more.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ChatEngine : IDisposable
{
    private readonly LlmOptions _options;
    private readonly Dictionary<string, ProviderRuntime> _providers;
    private readonly ModelTable _models;
    private readonly TimeProvider _time;

    private ChatEngine(LlmOptions options, ModelTable models, Dictionary<string, ProviderRuntime> providers, IServiceProvider services)
    {
        _options = options;
        _models = models;
        _providers = providers;
        _time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        Estimator = services.GetService<ITokenEstimator>() ?? TokenEstimator.Default;
        var logger = LoggerOf(services);
        var auto = new AutoChoice(providers["ollama"].AnswersAsync, HasCloud(options), _time, logger);
        var routes = new RouteBuilder(options, models, providers, auto, logger);
        Root = routes.Build(null);
        Profiles = [.. options.Profiles.Select(routes.Build)];
        Chain = new ChatChain(routes, logger);
        DefaultSession = NewSession(null, null);
        EngineReport.Started(logger, this, options, models, _time);
    }

    internal Route Root { get; }

    internal IReadOnlyList<Route> Profiles { get; }

    internal ChatChain Chain { get; }

    internal ITokenEstimator Estimator { get; }

    internal TimeProvider Time => _time;

    /// <summary>The session of clients that were not given one: one for the process.</summary>
    internal GoshiSession DefaultSession { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var provider in _providers.Values)
        {
            provider.Network.Dispose();
        }
    }

    internal static ChatEngine Create(
        LlmOptions options, IReadOnlyList<ProviderModule> modules, ModelTable models, IServiceProvider services)
    {
        options.Freeze();
        var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var logger = LoggerOf(services);
        var providers = new Dictionary<string, ProviderRuntime>(StringComparer.OrdinalIgnoreCase);
        foreach (var module in modules)
        {
            var provider = options.FindProvider(module.Name)
                ?? throw new InvalidOperationException($"The options have no provider '{module.Name}'.");
            providers.Add(provider.Name, ProviderRuntimeFactory.Create(provider, module, models, services, time, logger));
        }

        return new ChatEngine(options, models, providers, services);
    }

    internal ChatCall NewCall(
        Route route, GoshiSession session, IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream, IChatClient client) => new(
        route,
        options.Session() ?? session,
        messages as IReadOnlyList<ChatMessage> ?? [.. messages],
        options,
        stream,
        Estimator,
        _time)
    {
        Client = client,
    };

    internal GoshiSession NewSession(decimal? maxCostUsd, string? name) =>
        new(name, maxCostUsd ?? SessionLimit.Of(_options, Root, Profiles), _options.WarnOnHighCost ? _options.WarnAt : null);

    internal IReadOnlyList<ProviderStatus> Statuses() =>
        [.. _options.Providers.Select(provider => _providers[provider.Name].Status(provider.Model))];

    internal CircuitBreaker BreakerOf(string provider) => _providers[provider].Breaker;

    internal ProviderConnection GuardedConnection(string provider) => _providers[provider].Network.Guarded;

    /// <summary>A provider's retry, breaker and deadlines for an HTTP client that is not ours.</summary>
    internal DelegatingHandler CreateGuard(string provider)
    {
        var runtime = _providers[provider];
        return new GuardHandler(runtime.Options, runtime.BaseUrl, runtime.Pipeline, _time, new AlarmPool(_time, reuses: false));
    }

    /// <summary>The target of embeddings.</summary>
    /// <param name="provider">The provider; null: the primary if it has an embedding model, else the first that has one.</param>
    /// <param name="modelId">The model, or provider/model, in the place of the configured one; null: that one.</param>
    /// <exception cref="GoshiException">No model is named anywhere.</exception>
    internal EmbeddingTarget EmbeddingTarget(string? provider, string? modelId)
    {
        var (named, model) = modelId is { Length: > 0 } ? TargetResolution.Split(_options, modelId) : (null, null);
        var options = named ?? EmbeddingProvider(provider);
        model ??= options.EmbeddingModel ?? throw new GoshiException(
            $"No embedding model is known for {options.Name}. Set {options.Bag.Path}.embedding_model in goshi.yaml, or EmbeddingGenerationOptions.ModelId.");
        var runtime = _providers[options.Name];
        var resolved = TargetResolution.Target(options, new ModelChoice(model, options.Bag.Path + ".embedding_model"), _models, profile: null);
        return new EmbeddingTarget(runtime, resolved, RouteBuilder.Deadlines(resolved, runtime));
    }

    internal EmbeddingGeneratorMetadata EmbeddingMetadata(string? provider)
    {
        var options = EmbeddingProvider(provider);
        return new EmbeddingGeneratorMetadata(options.Name, _providers[options.Name].BaseUrl, options.EmbeddingModel);
    }

    internal CostEstimate Estimate(GoshiChatBase chat, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var call = NewCall(Root, chat.Session, messages, options, stream: false, chat);
        var target = options?.ModelId is { Length: > 0 } model ? Chain.Override(Root.First, model) : Root.First;
        var request = target.AdmissionRequest(call);
        var remaining = (options.Session() ?? chat.Session).RemainingPico(target.Provider.Budget);
        return CostEstimates.Estimate(in request, call.PromptExpectation(target.Settings, target.RawOf(call)), remaining);
    }

    private static ILogger LoggerOf(IServiceProvider services) =>
        (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("Goshi");

    private ProviderOptions EmbeddingProvider(string? name)
    {
        var primary = _options.FindProvider(name ?? Root.First.Provider.Name)!;
        return name is not null || primary.EmbeddingModel is not null
            ? primary
            : _options.Providers.FirstOrDefault(static provider => provider.EmbeddingModel is not null) ?? primary;
    }

    private static bool HasCloud(LlmOptions options) =>
        options.FindProvider("openai") is { IsConfigured: true, ApiKeyEnv: { } variable }
        && !string.IsNullOrEmpty(options.GetEnvironmentVariable(variable));
}
