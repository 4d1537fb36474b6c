using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Goshi.Http;
using Goshi.Loopback;
using Goshi.Runtime.Tests.Chat;

namespace Goshi.Runtime.Tests.Telemetry;

public sealed class TelemetryTests
{
    [Fact]
    public async Task A_call_is_one_span_with_tokens_cost_and_no_prompt()
    {
        await using var host = await ChatHost.StartAsync();
        var port = host.Server.Address.Port;
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "Goshi",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.GetTagItem("server.port") is int value && value == port)
                {
                    spans.Enqueue(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        host.Server.OpenAI.Enqueue(Reply.Text("Hi").WithUsage(prompt: 1_000, completion: 500, cached: 400));

        await host.StreamAsync("a secret prompt");

        var span = Assert.Single(spans);
        Assert.Equal("chat gpt-4o", span.DisplayName);
        Assert.Equal(ActivityKind.Client, span.Kind);
        Assert.Equal("openai", span.GetTagItem("gen_ai.provider.name"));
        Assert.Equal(1_000L, span.GetTagItem("gen_ai.usage.input_tokens"));
        Assert.Equal(400L, span.GetTagItem("gen_ai.usage.cache_read.input_tokens"));
        Assert.Equal(0.007, span.GetTagItem("goshi.cost.usd"));
        Assert.DoesNotContain(span.TagObjects, static tag => tag.Value?.ToString()?.Contains("secret", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Retries_fallbacks_circuits_and_cost_are_metrics()
    {
        await using var host = await ChatHost.StartAsync(static options => (options.MaxRetries, options.CircuitBreakerThreshold) = (1, 2));
        var names = new ConcurrentDictionary<string, bool>();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Goshi")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, _, _) => names[instrument.Name] = true);
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => names[instrument.Name] = true);
        listener.SetMeasurementEventCallback<int>((instrument, _, _, _) => names[instrument.Name] = true);
        listener.Start();
        host.Server.OpenAI.Enqueue(Reply.Status(503), Reply.Status(503));

        await host.AskAsync();
        await host.StreamAsync();

        Assert.Superset(
            new HashSet<string>
            {
                "gen_ai.client.token.usage", "gen_ai.client.operation.duration", "gen_ai.client.operation.time_to_first_chunk",
                "goshi.cost.usd", "goshi.retry.count", "goshi.fallback.count", "goshi.circuit.state",
            },
            names.Keys.ToHashSet());
    }

    [Fact]
    public async Task The_key_is_in_no_log_line_and_no_exception()
    {
        await using var host = await ChatHost.StartAsync(static options => options.MaxRetries = 1);
        host.Server.OpenAI.Enqueue(Reply.Raw(
            401,
            $$$"""{"error":{"message":"Incorrect API key provided: {{{ChatHost.Key}}}.","type":"invalid_request_error","code":"invalid_api_key"}}"""));
        host.Server.Ollama.Always(Reply.Status(500, ChatHost.Key));

        var error = await Assert.ThrowsAsync<AllTargetsFailedException>(() => host.AskAsync());

        Assert.DoesNotContain(ChatHost.Key, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(host.Log.Lines, static line => line.Contains(ChatHost.Key, StringComparison.Ordinal));
        Assert.Contains("OPENAI_API_KEY", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_key_says_which_variable_to_set_and_where_keys_are_made()
    {
        var settings = new ConnectionSettings
        {
            Provider = "openai",
            BaseUrl = new Uri("https://api.openai.com/v1"),
            ApiKeyVariable = "OPENAI_API_KEY",
        };
        using var handler = HandlerChain.Build(settings, wrap: null, static _ => null, new ConnectionStatistics(), TimeProvider.System);
        using var invoker = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.openai.com/v1/models");

        var error = await Assert.ThrowsAsync<ProviderException>(() => invoker.SendAsync(request, CancellationToken.None));

        Assert.Contains("OPENAI_API_KEY", error.Message, StringComparison.Ordinal);
        Assert.Contains("https://platform.openai.com/api-keys", error.Message, StringComparison.Ordinal);
    }
}
