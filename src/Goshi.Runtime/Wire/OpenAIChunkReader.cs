using System.Runtime.CompilerServices;
using Goshi.Http;

namespace Goshi.Wire;

/// <summary>Reads a chat-completions stream without allocating for its text.</summary>
/// <remarks>
/// For one reader at a time. It does not own the response: dispose that too. Events that no caller can use, such as comments and
/// unknown shapes, are skipped; the stream ends with its terminator or with an exception.
/// </remarks>
public sealed class OpenAIChunkReader : IDisposable
{
    private readonly ServerSentEventReader _events;
    private readonly OpenAIChunkParser _parser;
    private readonly string _provider;
    private readonly TimeProvider _time;
    private readonly GuardedStream? _guarded;
    private OpenAIChatChunk _chunk;
    private bool _ended;

    /// <summary>Reads a stream.</summary>
    /// <param name="body">The body of the response.</param>
    /// <param name="provider">The provider's name, for errors.</param>
    public OpenAIChunkReader(Stream body, string provider) : this(body, provider, TimeProvider.System, keepUtf8: true)
    {
    }

    internal OpenAIChunkReader(Stream body, string provider, TimeProvider time, bool keepUtf8)
    {
        ArgumentNullException.ThrowIfNull(body);
        _events = new ServerSentEventReader(body);
        _parser = new OpenAIChunkParser(keepUtf8);
        _provider = provider;
        _time = time;
        _guarded = body as GuardedStream;
    }

    /// <summary>The event. The text of its first answer is in <see cref="Text"/> instead.</summary>
    public OpenAIChatChunk Chunk => _chunk;

    /// <summary>The text that the event adds to the first answer, as UTF-8; empty if none. Valid until the next read.</summary>
    public ReadOnlySpan<byte> Text => _ended ? default : _parser.Utf8Text(_events.Data);

    /// <summary>Moves to the next event; false: the stream ended with its terminator.</summary>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="StreamInterruptedException">The stream broke, or ended without its terminator.</exception>
    /// <exception cref="ProviderException">The server reported an error inside the stream.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            _guarded?.Waits();
            while (!_ended)
            {
                if (!_events.TryRead())
                {
                    if (await _events.FillAsync(cancellationToken).ConfigureAwait(false))
                    {
                        continue;
                    }

                    if (!_events.TryReadLast())
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        throw StreamFailures.WithoutTerminator(_provider, "[DONE]");
                    }
                }

                if (_events.IsDone)
                {
                    _ended = true;
                    _guarded?.Ended();
                    await BodyEnd.DrainAsync(_events.SkipAsync, _time).ConfigureAwait(false);
                }
                else if (TryTake())
                {
                    _guarded?.Arrived(HasContent());
                    return true;
                }
            }

            return false;
        }
        catch (Exception exception) when (StreamFailures.IsBreak(exception))
        {
            // A cancelled read may surface as a lost connection.
            cancellationToken.ThrowIfCancellationRequested();
            throw StreamFailures.From(exception, _provider);
        }
    }

    private bool TryTake()
    {
        var data = _events.Data;
        if (_events.IsError)
        {
            throw ProviderErrors.InStream(_provider, _chunk.Model, ErrorBody.Parse(data));
        }

        var known = _parser.TryParse(data, out var chunk, out var error);
        if (error is not null)
        {
            throw ProviderErrors.InStream(_provider, chunk.Model ?? _chunk.Model, error);
        }

        if (known)
        {
            _chunk = chunk;
        }

        return known;
    }

    private bool HasContent() => !Text.IsEmpty || (_chunk.Choice is { } choice
        && (choice.ToolCalls is not null || choice.Details?.Audio is not null
            || !string.IsNullOrEmpty(choice.Content) || !string.IsNullOrEmpty(choice.Reasoning) || !string.IsNullOrEmpty(choice.Refusal)));

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _ended = true;
        _events.Dispose();
    }
}
