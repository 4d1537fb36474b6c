using System.Runtime.CompilerServices;
using Goshi.Providers;
using Goshi.Resilience;
using Microsoft.Extensions.AI;
using Polly;

namespace Goshi.Chat;

/// <summary>
/// One request and its answer, up to the whole response or the first content of a stream. Whatever happens, its
/// reservation is settled or released, its connection given back and its deadlines ended, once.
/// </summary>
internal sealed class ChatAttempt(TargetCall target, AttemptAccount account, Deadlines deadlines, CircuitLease lease)
{
    private readonly StreamMeter _meter = new();

    public TargetCall Target => target;

    public AttemptAccount Account => account;

    public Deadlines Deadlines => deadlines;

    public CircuitLease Lease => lease;

    public StreamMeter Meter => _meter;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Outcome<Answer>> RunAsync(WireCall wire, ChatCallInput input)
    {
        HttpResponseMessage? response = null;
        ChatStream? stream = null;
        try
        {
            Start(input.Stream);
            response = await wire.SendAsync(deadlines.Token).ConfigureAwait(false);
            deadlines.HeadersArrived();
            _meter.HeadersReceived = true;
            if (!response.IsSuccessStatusCode)
            {
                var error = await Protocol.ReadErrorAsync(response, Settings.Provider, Settings.Model, deadlines.Token).ConfigureAwait(false);
                account.NotBilled();
                return Failed(error, response, stream: null);
            }

            if (!input.Stream)
            {
                var result = await Protocol.ReadAsync(response, input, _meter, deadlines.Token).ConfigureAwait(false);
                return Whole(result.Response, response, stream: null);
            }

            stream = Protocol.OpenStream(response, input, _meter);
            var first = await FirstAsync(stream).ConfigureAwait(false);
            return target.Call.Stream
                ? Live(stream, first)
                : Whole(await FoldAsync(stream, first).ConfigureAwait(false), response, stream);
        }
        catch (Exception exception)
        {
            var failure = deadlines.Translate(exception);
            account.Broke(failure, _meter, deadlines.Elapsed);
            if (stream is not null)
            {
                await stream.DisposeAsync().ConfigureAwait(false);
            }

            return Failed(failure, response, stream);
        }
    }

    private ChatProtocol Protocol => target.Target.Provider.Protocol;

    private TargetSettings Settings => target.Target.Settings;

    private void Start(bool stream)
    {
        if (stream)
        {
            deadlines.StartStream();
        }
        else
        {
            deadlines.StartRequest();
        }
    }

    private Outcome<Answer> Whole(ChatResponse response, HttpResponseMessage message, ChatStream? stream)
    {
        account.Answered(_meter);
        lease.Success();
        deadlines.Dispose();
        if (stream is null)
        {
            message.Dispose();
        }

        return Outcome.FromResult(new Answer(response, null));
    }

    private Outcome<Answer> Live(ChatStream stream, ChatResponseUpdate? first)
    {
        // From here on the stream belongs to its reader, whose own pace is not the provider's silence.
        deadlines.Pause();
        return Outcome.FromResult(new Answer(null, new LiveStream(this, stream, first)));
    }

    private Outcome<Answer> Failed(Exception failure, HttpResponseMessage? response, ChatStream? stream)
    {
        if (stream is null)
        {
            response?.Dispose();
        }

        deadlines.Dispose();
        return Outcome.FromException<Answer>(failure);
    }

    /// <summary>Reads to the first content, which commits the call to this target; null: the stream ended well without any.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ChatResponseUpdate?> FirstAsync(ChatStream stream)
    {
        ChatResponseUpdate? update;
        do
        {
            update = await stream.ReadAsync(deadlines.Token).ConfigureAwait(false);
        }
        while (update is not null && !_meter.ContentReceived && update.FinishReason is null && update.Contents.Count == 0);

        if (update is not null)
        {
            deadlines.ContentArrived();
            lease.FirstContent();
        }

        return update;
    }

    // Ollama's calls are always sent streamed, so that its deadlines see what arrives; here the caller wants it whole.
    private async ValueTask<ChatResponse> FoldAsync(ChatStream stream, ChatResponseUpdate? first)
    {
        await using (stream.ConfigureAwait(false))
        {
            var updates = new List<ChatResponseUpdate>();
            for (var update = first; update is not null; update = await stream.ReadAsync(deadlines.Token).ConfigureAwait(false))
            {
                deadlines.ContentArrived();
                updates.Add(update);
            }

            return updates.ToChatResponse();
        }
    }
}
