using Goshi.Configuration;
using Goshi.Hosting;
using Goshi.Http;
using Goshi.Resilience;
using Goshi.Telemetry;
using Microsoft.Extensions.Logging;

namespace Goshi.Chat;

/// <summary>Builds a provider of its options: connections, breaker, pipeline, protocol.</summary>
internal static class ProviderRuntimeFactory
{
    public static ProviderRuntime Create(
        ProviderOptions options, ProviderModule module, ModelTable models, IServiceProvider services, TimeProvider time, ILogger logger)
    {
        var breaker = new CircuitBreaker(options.Name, options.CircuitBreakerThreshold, options.CircuitBreakerCooldown, time);
        breaker.Changed += change => Report(change, breaker, logger);
        var retry = new RetrySettings(options.MaxRetries, options.RetryBackoffMin, options.RetryBackoffMax);
        var pipeline = new TargetPipeline(retry, breaker, time, onRetry: e => Report(e, retry, logger),
            reusesAlarms: !options.Llm.HasHandler(options.Name));

        var statistics = new ConnectionStatistics();
        var settings = Settings(options);
        var bare = ProviderConnection.Create(
            settings, inner => options.Llm.WrapHandler(options.Name, inner), options.Llm.GetEnvironmentVariable, statistics, time);
        var guarded = bare.Guard(inner => new GuardHandler(options, settings.BaseUrl, pipeline, time) { InnerHandler = inner });
        var network = new ProviderNetwork(bare, guarded, statistics);
        return new ProviderRuntime(options, models, module.CreateProtocol(services, bare, time), network, breaker, pipeline, logger);
    }

    private static ConnectionSettings Settings(ProviderOptions options) => new()
    {
        Provider = options.Name,
        BaseUrl = new Uri(options.BaseUrl, UriKind.Absolute),
        ApiKeyVariable = options.ApiKeyEnv,
        OrganizationVariable = (options as OpenAIProviderOptions)?.OrganizationIdEnv,
        ProjectVariable = (options as OpenAIProviderOptions)?.ProjectIdEnv,
        IsAzure = options.Api is ProviderApi.AzureOpenAI,
        AzureApiVersion = (options as OpenAIProviderOptions)?.ApiVersion,
        ConnectTimeout = options.ConnectionTimeout,
        IdleTimeout = options.ConnectionIdleTimeout,
        Lifetime = options.ConnectionLifetime,
        MaxConnections = options.MaxConnections,
    };

    private static void Report(CircuitChange change, CircuitBreaker breaker, ILogger logger)
    {
        GoshiTelemetry.Circuit.Record((int)change.To, GoshiTelemetry.Provider(change.Provider));
        switch (change.To)
        {
            case CircuitState.Open:
                Log.CircuitOpened(logger, change.Provider, breaker.Cooldown.TotalSeconds, change.Failures);
                break;
            case CircuitState.HalfOpen:
                Log.CircuitHalfOpen(logger, change.Provider);
                break;
            case CircuitState.Isolated:
                Log.CircuitIsolated(logger, change.Provider);
                break;
            default:
                Log.CircuitClosed(logger, change.Provider);
                break;
        }
    }

    private static void Report(RetryEvent retry, RetrySettings settings, ILogger logger)
    {
        GoshiTelemetry.Retries.Add(1, GoshiTelemetry.Provider(retry.Provider));
        if (logger.IsEnabled(LogLevel.Warning))
        {
            Log.Retrying(
                logger, retry.Retry, settings.MaxRetries, retry.Model is null ? retry.Provider : $"{retry.Provider}/{retry.Model}",
                retry.Delay.TotalMilliseconds, retry.Reason.Message.ReplaceLineEndings(" "));
        }
    }
}
