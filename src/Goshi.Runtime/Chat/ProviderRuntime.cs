using Goshi.Configuration;
using Goshi.Cost;
using Goshi.Hosting;
using Goshi.Http;
using Goshi.Providers;
using Goshi.Resilience;
using Goshi.Telemetry;
using Microsoft.Extensions.Logging;

namespace Goshi.Chat;

/// <summary>One provider at run time: its connections, protocol, breaker and retry pipeline, shared by all its targets.</summary>
internal sealed class ProviderRuntime
{
    private readonly bool _isRegional;

    public ProviderRuntime(ProviderOptions options, ModelTable models, ChatProtocol protocol, ProviderNetwork network, CircuitBreaker breaker, TargetPipeline pipeline, ILogger logger)
    {
        // Read once: the options are frozen by now, and look a value up through all the sections it may be written in.
        Options = options;
        IsFree = options.Free;
        Prices = options.Prices;
        _isRegional = options is OpenAIProviderOptions { Regional: true };
        Models = models;
        Protocol = protocol;
        Network = network;
        Breaker = breaker;
        Pipeline = pipeline;
        Logger = logger;
        Circuit = new ProviderCircuit(breaker, logger);
        Budget = new ProviderBudget(
            options.Name, options.MaxCostPerSession, options.WarnOnHighCost ? options.WarnAt : null, options.EstimateBeforeRequest);
    }

    public ProviderOptions Options { get; }

    public string Name => Options.Name;

    public bool IsOllama => Options.Api is ProviderApi.Ollama;

    public Uri BaseUrl => Network.BaseUrl;

    public bool IsFree { get; }

    /// <summary>Whether a call to a model without a price is refused: as written, else where a limit applies, the session's own too.</summary>
    public bool DeniesUnpriced(GoshiSession session) =>
        Options.DeniesUnpricedModels || (session.Limit is not null && !Options.Llm.IsWritten("unpriced_model"));

    /// <summary>Whether a call that the budget refuses may go to a target that costs nothing.</summary>
    public bool FallsBackOnBudget => Options.OnBudgetExceeded == "fallback";

    /// <summary>The provider of the price table whose prices apply.</summary>
    public string Prices { get; }

    public ModelTable Models { get; }

    public ChatProtocol Protocol { get; }

    public EmbeddingProtocol EmbeddingProtocol => Protocol.Embeddings;

    public ProviderNetwork Network { get; }

    public CircuitBreaker Breaker { get; }

    /// <summary>The breaker as the application sees it.</summary>
    public ProviderCircuit Circuit { get; }

    public TargetPipeline Pipeline { get; }

    public ProviderBudget Budget { get; }

    public ILogger Logger { get; }

    /// <summary>The price of a model here, with the regional multiplier where that applies; null: none is known.</summary>
    public ModelPrice? PriceOf(ModelInfo? info, ServiceTier tier, DateOnly date) =>
        info is not null && info.TryGetPrice(tier, date, _isRegional, out var price) ? price : null;

    /// <summary>Reports a warning about a budget, if one is due.</summary>
    public void Warn(GoshiSession session, BudgetWarning? warning)
    {
        // A session that the application made itself keeps its event; the file decides about log and metric.
        if (warning is null || (warning.Provider is null && !Options.Llm.WarnOnHighCost))
        {
            return;
        }

        GoshiTelemetry.BudgetWarnings.Add(1);
        var name = warning.Provider is null ? session.Name ?? "default" : $"{session.Name ?? "default"} at {warning.Provider}";
        if (warning.IsAtLimit)
        {
            Log.BudgetReached(Logger, name, Money.Format(warning.LimitUsd), Money.Format(warning.SpentUsd));
        }
        else
        {
            Log.NearBudget(Logger, name, Money.Format(warning.SpentUsd), Money.Format(warning.LimitUsd));
        }
    }

    /// <summary>Whether the server answers; any answer counts, whatever its status.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var response = await Network.Bare.GetAsync(IsOllama ? "api/version" : "models", cancellationToken).ConfigureAwait(false);
        return true;
    }

    public ProviderStatus Status(string? model) => new(
        Name, BaseUrl, model, Breaker.State, Breaker.RetryAfter, Network.ConnectionsOpened, Network.RequestsSent, Circuit);
}
