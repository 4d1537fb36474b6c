using System.Runtime.CompilerServices;
using Goshi.Http;

namespace Goshi.Wire;

/// <summary>Reads an Ollama chat stream without allocating for its text.</summary>
/// <remarks>
/// For one reader at a time. It does not own the response: dispose that too. Blank lines and unknown shapes are skipped; the
/// stream ends with the line that says so or with an exception.
/// </remarks>
public sealed class OllamaLineReader : IDisposable
{
    private readonly LineBuffer _lines;
    private readonly OllamaLineParser _parser;
    private readonly string _provider;
    private readonly TimeProvider _time;
    private readonly GuardedStream? _guarded;
    private Range _range;
    private OllamaChatResponse _line;
    private bool _disposed;

    /// <summary>Reads a stream.</summary>
    /// <param name="body">The body of the response.</param>
    /// <param name="provider">The provider's name, for errors.</param>
    public OllamaLineReader(Stream body, string provider) : this(body, provider, TimeProvider.System, keepUtf8: true)
    {
    }

    internal OllamaLineReader(Stream body, string provider, TimeProvider time, bool keepUtf8)
    {
        ArgumentNullException.ThrowIfNull(body);
        _lines = new LineBuffer(body);
        _parser = new OllamaLineParser(keepUtf8);
        _provider = provider;
        _time = time;
        _guarded = body as GuardedStream;
    }

    /// <summary>The line. Its text is in <see cref="Text"/> instead.</summary>
    public OllamaChatResponse Line => _line;

    /// <summary>The text that the line adds, as UTF-8; empty if none. Valid until the next read.</summary>
    public ReadOnlySpan<byte> Text => _disposed ? default : _parser.Utf8Text(_lines[_range]);

    /// <summary>Moves to the next line; false: the line before was the last.</summary>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <exception cref="StreamInterruptedException">The stream broke, or ended without its last line.</exception>
    /// <exception cref="ProviderException">The server reported an error inside the stream.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (_line.Done || _disposed)
        {
            await FinishAsync().ConfigureAwait(false);
            return false;
        }

        try
        {
            _guarded?.Waits();
            while (await NextAsync(cancellationToken).ConfigureAwait(false))
            {
                if (TryTake())
                {
                    _guarded?.Arrived(HasContent());
                    return true;
                }
            }
        }
        catch (Exception exception) when (StreamFailures.IsBreak(exception))
        {
            // A cancelled read may surface as a lost connection.
            cancellationToken.ThrowIfCancellationRequested();
            throw StreamFailures.From(exception, _provider);
        }

        cancellationToken.ThrowIfCancellationRequested();
        throw StreamFailures.WithoutTerminator(_provider, "a line that says \"done\"");
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _disposed = true;
        _lines.Dispose();
    }

    private async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            _lines.Release();
            if (_lines.TryReadLine(carriageReturnEndsLine: false, out _range))
            {
                return true;
            }

            if (!await _lines.FillAsync(cancellationToken).ConfigureAwait(false))
            {
                var remains = _lines.HasRemainder;
                _range = _lines.TakeRemainder();
                return remains;
            }
        }
    }

    private bool TryTake()
    {
        var bytes = _lines[_range].Trim(" \t\r"u8);
        if (bytes.IsEmpty)
        {
            return false;
        }

        // Positions of the text are counted from the start of what was parsed.
        _range = new Range(_range.Start.Value + _lines[_range].IndexOfAnyExcept(" \t\r"u8), _range.End);
        var known = _parser.TryParse(bytes, out var line, out var error);
        if (error is not null)
        {
            throw ProviderErrors.InStream(_provider, line.Model ?? _line.Model, error);
        }

        if (known)
        {
            _line = line;
        }

        return known;
    }

    private bool HasContent() =>
        !Text.IsEmpty || _line.ToolCalls is not null || !string.IsNullOrEmpty(_line.Content) || !string.IsNullOrEmpty(_line.Thinking);

    private async ValueTask FinishAsync()
    {
        if (_disposed || _lines.HasEnded)
        {
            return;
        }

        _guarded?.Ended();

        await BodyEnd.DrainAsync(
            token =>
            {
                _lines.TakeRemainder();
                _lines.Release();
                return _lines.FillAsync(token);
            },
            _time).ConfigureAwait(false);
        Dispose();
    }
}
