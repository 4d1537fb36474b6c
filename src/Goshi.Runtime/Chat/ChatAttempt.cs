using System.Runtime.CompilerServices;
using Goshi.Http;
using Goshi.Providers;
using Goshi.Resilience;
using Goshi.Wire;
using Microsoft.Extensions.AI;
using Polly;

namespace Goshi.Chat;

/// <summary>
/// One request and its answer, up to the whole response or the first content of a stream. Whatever happens, its
/// reservation is settled or released, its connection given back and its deadlines ended, once.
/// </summary>
internal sealed class ChatAttempt(TargetCall target, AttemptAccount account, Deadlines deadlines)
{
    private readonly StreamMeter _meter = new(deadlines);

    public TargetCall Target => target;

    public AttemptAccount Account => account;

    public Deadlines Deadlines => deadlines;

    public ref CircuitLease Lease => ref target.Call.Lease;

    public StreamMeter Meter => _meter;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<Outcome<Answer>> RunAsync(IWireBody request, ChatCallInput input)
    {
        HttpResponseMessage? response = null;
        ChatStream? stream = null;
        try
        {
            Start(input.Stream);
            response = await Protocol.SendAsync(request, deadlines.Token).ConfigureAwait(false);
            DecodedContent.Unpack(response);
            deadlines.HeadersArrived();
            _meter.HeadersReceived = true;
            if (!response.IsSuccessStatusCode)
            {
                // Said before its body is read: the status is what the bill depends on, whatever becomes of the body.
                account.NotBilled();
                var error = await Protocol.ReadErrorAsync(response, Settings.Provider, Settings.Model, deadlines.Token).ConfigureAwait(false);
                return Failed(error, response, stream: null);
            }

            if (!input.Stream)
            {
                var answer = await Protocol.ReadAsync(response, input, _meter, deadlines.Token).ConfigureAwait(false);
                return Whole(answer, response, stream: null);
            }

            stream = Protocol.OpenStream(response, input, _meter);
            var opening = await FirstAsync(stream).ConfigureAwait(false);
            return target.Call.Stream
                ? Live(stream, opening)
                : Whole(await FoldAsync(stream, opening).ConfigureAwait(false), response, stream);
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
        Lease.Success();
        deadlines.Complete();
        if (stream is null)
        {
            message.Dispose();
        }

        target.Target.Sign(response);
        return Outcome.FromResult(new Answer(response, null));
    }

    private Outcome<Answer> Live(ChatStream stream, List<ChatResponseUpdate> opening)
    {
        // From here on the stream belongs to its reader, whose own pace is not the provider's silence.
        deadlines.Pause();
        return Outcome.FromResult(new Answer(null, new LiveStream(this, stream, opening)));
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

    /// <summary>
    /// Reads to the first content, which commits the call to this target. What comes before it is held back, for until then
    /// another target may answer in its place: usage, a reason to end. An answer may also end well without any content.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<List<ChatResponseUpdate>> FirstAsync(ChatStream stream)
    {
        var opening = new List<ChatResponseUpdate>(1);
        while (await stream.ReadAsync(deadlines.Token).ConfigureAwait(false) is { } update)
        {
            opening.Add(update);
            if (_meter.ContentReceived)
            {
                deadlines.ContentArrived(_meter.ContentBytes);
                Lease.FirstContent();
                break;
            }
        }

        return opening;
    }

    // Ollama's calls are always sent streamed, so that its deadlines see what arrives; here the caller wants it whole.
    private async ValueTask<ChatResponse> FoldAsync(ChatStream stream, List<ChatResponseUpdate> updates)
    {
        await using (stream.ConfigureAwait(false))
        {
            while (await stream.ReadAsync(deadlines.Token).ConfigureAwait(false) is { } update)
            {
                deadlines.ContentArrived(_meter.ContentBytes);
                updates.Add(update);
            }

            return updates.ToChatResponse();
        }
    }
}
