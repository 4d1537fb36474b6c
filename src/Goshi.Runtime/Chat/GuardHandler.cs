using System.Runtime.CompilerServices;
using Goshi.Configuration;
using Goshi.Http;
using Goshi.Resilience;
using Polly;

namespace Goshi.Chat;

/// <summary>
/// Gives a typed interface its provider's retry and circuit breaker, up to the response's headers, and its deadlines, up to
/// the end of the body. No fallback and no budget: its caller chose the provider, and knows what it asks for.
/// </summary>
/// <param name="options">The provider.</param>
/// <param name="baseUrl">Its address.</param>
/// <param name="pipeline">Its retry and circuit breaker.</param>
/// <param name="time">Drives the waits.</param>
/// <param name="alarms">The alarms of its deadlines; null: the pipeline's.</param>
internal sealed class GuardHandler(
    ProviderOptions options, Uri baseUrl, TargetPipeline pipeline, TimeProvider time, AlarmPool? alarms = null) : DelegatingHandler
{
    private readonly bool _isOllama = options.Api is ProviderApi.Ollama;

    private readonly DeadlineSettings _deadlines = new(
        options.RequestTimeout, options.FirstTokenTimeout, options.StreamIdleTimeout, options.StreamingTimeout, options.ConnectionTimeout)
    {
        Provider = options.Name,
        KeyPrefix = options.Bag.Path,
        BaseUrl = baseUrl,
        IsOllama = options.Api is ProviderApi.Ollama,
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var exchange = new Exchange(this, request, time);
        exchange.BeginTarget(options.Name, model: null, _isOllama, Timeout.InfiniteTimeSpan, later: null);
        var outcome = await pipeline.ExecuteAsync(
            static (attempt, exchange) => exchange.Guard.AttemptAsync(attempt, exchange), exchange, exchange, cancellationToken).ConfigureAwait(false);
        return outcome.Exception switch
        {
            null => outcome.Result!,
            // Whoever asked for the response gets it, with the status it has.
            ProviderException { StatusCode: not null } when exchange.TakeRefused() is { } refused => Refused(refused, exchange),
            var failure => throw failure,
        };
    }

    private static HttpResponseMessage Refused(HttpResponseMessage response, CallContext call)
    {
        // For the error that a reader of it may make.
        response.RequestMessage?.Options.Set(RequestTrace.Attempts, [.. call.Attempts]);
        return response;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Outcome<HttpResponseMessage>> AttemptAsync(AttemptContext attempt, Exchange exchange)
    {
        var deadlines = (attempt with { Alarms = alarms ?? attempt.Alarms }).NewDeadlines(_deadlines);
        if (_isOllama)
        {
            // Ollama holds its headers back until the model is loaded, which counts into the first token.
            deadlines.StartStream();
        }
        else
        {
            deadlines.StartRequest();
        }

        try
        {
            var request = await exchange.NextAsync(deadlines.Token).ConfigureAwait(false);
            var response = await base.SendAsync(request, deadlines.Token).ConfigureAwait(false);
            DecodedContent.Unpack(response);
            AuthorizationHandler.RemoveKey(response);
            deadlines.HeadersArrived();
            if (!response.IsSuccessStatusCode)
            {
                // Whoever takes it reads its body under what is left of the deadline, which ends with the response.
                response.Content = new GuardedContent(response.Content, deadlines);
                exchange.Refuse(response);
                return Outcome.FromException<HttpResponseMessage>(Refusal(response));
            }

            Guard(response, deadlines);
            attempt.Lease.Success();
            return Outcome.FromResult(response);
        }
        catch (Exception exception)
        {
            var failure = deadlines.Translate(exception);
            deadlines.Dispose();
            return Outcome.FromException<HttpResponseMessage>(failure);
        }
    }

    private static void Guard(HttpResponseMessage response, Deadlines deadlines)
    {
        if (response.RequestMessage is WireRequest { ReadsBody: true } request)
        {
            request.Deadlines = deadlines;
            return;
        }

        // The whole of one piece of JSON is what request_timeout is for; anything else is read as it comes.
        if (!IsJson(response.Content))
        {
            deadlines.TurnIntoStream();
        }

        response.Content = new GuardedContent(response.Content, deadlines);
    }

    // The typed header would be parsed for it, at each call.
    private static bool IsJson(HttpContent content) =>
        content.Headers.NonValidated.TryGetValues("Content-Type", out var type)
        && type.ToString().StartsWith("application/json", StringComparison.OrdinalIgnoreCase);

    // The body stays unread, for whoever asked; status and headers are enough to decide on a retry.
    private ProviderException Refusal(HttpResponseMessage response) => new(
        $"{options.Name} answered {(int)response.StatusCode} {response.StatusCode}.", options.Name)
    {
        StatusCode = response.StatusCode,
        RetryAfter = RetryAfterHeader.Read(response.Headers, time.GetUtcNow()),
        ShouldRetry = response.Headers.NonValidated.TryGetValues("x-should-retry", out var values)
            && bool.TryParse(values.ToString(), out var should) ? should : null,
    };

    /// <summary>One request and what came of its attempts. Each attempt sends a message of its own, the body is read once.</summary>
    private sealed class Exchange(GuardHandler guard, HttpRequestMessage request, TimeProvider time) : CallContext(time), IDisposable
    {
        private readonly Uri? _address = request.RequestUri; // handlers below may change the request's own
        private byte[]? _body;
        private bool _sent;
        private HttpResponseMessage? _refused;

        public GuardHandler Guard => guard;

        public async ValueTask<HttpRequestMessage> NextAsync(CancellationToken cancellationToken)
        {
            // Ours can be sent again as it is; another's may be read only once.
            if (request.Content is { } content and not WireContent)
            {
                _body ??= await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            }

            if (!_sent)
            {
                _sent = true;
                return request;
            }

            return Copy();
        }

        public void Refuse(HttpResponseMessage response) => _refused = response;

        /// <summary>A refusal that is answered by a retry must not keep its connection through the wait.</summary>
        internal override void Waits() => TakeRefused()?.Dispose();

        public HttpResponseMessage? TakeRefused() => Interlocked.Exchange(ref _refused, null);

        /// <summary>Frees the connection of a refusal that nobody took: another failure came after it.</summary>
        public void Dispose() => _refused?.Dispose();

        private HttpRequestMessage Copy()
        {
            var copy = request is WireRequest ours
                ? new WireRequest(request.Method, _address!) { Content = request.Content, ReadsBody = ours.ReadsBody }
                : new HttpRequestMessage(request.Method, _address);
            copy.Version = request.Version;
            copy.VersionPolicy = request.VersionPolicy;
            foreach (var header in request.Headers.NonValidated)
            {
                copy.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }

            if (_body is not null)
            {
                copy.Content = new ByteArrayContent(_body);
                foreach (var header in request.Content!.Headers.NonValidated)
                {
                    copy.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
                }
            }

            foreach (var option in request.Options)
            {
                ((IDictionary<string, object?>)copy.Options)[option.Key] = option.Value;
            }

            return copy;
        }
    }
}
