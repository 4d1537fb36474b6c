using Microsoft.Extensions.DependencyInjection;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Goshi.Benchmarks.Contestants;

/// <summary>The floor's code over IHttpClientFactory with retry, breaker and timeout put together by hand on Polly.</summary>
internal static class PollyContestant
{
    public static IContestant Create(Uri baseUrl)
    {
        var services = new ServiceCollection();
        services.AddHttpClient("floor").AddHttpMessageHandler(static () => new PipelineHandler()).RemoveAllLoggers();
        var http = services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>().CreateClient("floor");
        return new FloorContestant("factory + Polly", baseUrl, http);
    }

    private sealed class PipelineHandler : DelegatingHandler
    {
        private readonly ResiliencePipeline<HttpResponseMessage> _pipeline = new ResiliencePipelineBuilder<HttpResponseMessage>()
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage> { ShouldHandle = Fails })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage> { ShouldHandle = Fails })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = TimeSpan.FromSeconds(60) })
            .Build();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var context = ResilienceContextPool.Shared.Get(cancellationToken);
            try
            {
                return await _pipeline.ExecuteAsync(
                    static async (context, state) => await state.Handler.SendInnerAsync(state.Request, context.CancellationToken),
                    context,
                    (Handler: this, Request: request));
            }
            finally
            {
                ResilienceContextPool.Shared.Return(context);
            }
        }

        private Task<HttpResponseMessage> SendInnerAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            base.SendAsync(request, cancellationToken);

        private static ValueTask<bool> Fails<TArguments>(TArguments arguments) => ValueTask.FromResult(arguments switch
        {
            RetryPredicateArguments<HttpResponseMessage> retry => Fails(retry.Outcome),
            CircuitBreakerPredicateArguments<HttpResponseMessage> circuit => Fails(circuit.Outcome),
            _ => false,
        });

        private static bool Fails(Outcome<HttpResponseMessage> outcome) =>
            outcome.Exception is HttpRequestException || (int?)outcome.Result?.StatusCode >= 500;
    }
}
