using System.Buffers;

namespace Goshi.Wire;

/// <summary>
/// The events of a <c>text/event-stream</c> body. The framework's SseParser would do but for two things: it buffers a line
/// without end, and it drops an unterminated last event silently, which here must be an error.
/// </summary>
internal sealed class ServerSentEventReader(Stream stream) : IDisposable
{
    private readonly LineBuffer _lines = new(stream);
    private ArrayBufferWriter<byte>? _joined;
    private Range _data;
    private bool _hasData;
    private bool _isError;
    private bool _dispatched;

    /// <summary>The data of the event; valid until the next read.</summary>
    public ReadOnlySpan<byte> Data => _joined is { WrittenCount: > 0 } ? _joined.WrittenSpan : _lines[_data];

    /// <summary>Whether the server named the event <c>error</c>.</summary>
    public bool IsError => _isError;

    /// <summary>Whether the data is the terminator <c>[DONE]</c>.</summary>
    public bool IsDone => Data.SequenceEqual("[DONE]"u8);

    /// <summary>Moves to the next event that has data; false: more of the body is needed.</summary>
    /// <exception cref="InvalidDataException">A line is too long.</exception>
    public bool TryRead()
    {
        if (_dispatched)
        {
            Reset();
        }

        while (_lines.TryReadLine(carriageReturnEndsLine: true, out var line))
        {
            if (line.Start.Value != line.End.Value)
            {
                TakeField(line);
                if (_hasData && IsDone)
                {
                    return _dispatched = true;
                }
            }
            else if (_hasData && !Data.IsEmpty)
            {
                return _dispatched = true;
            }
            else
            {
                Reset(); // an event without data is none, says the specification
            }

            if (!_hasData)
            {
                _lines.Release();
            }
        }

        return false;
    }

    /// <summary>Moves to what the body ended with: the terminator, if its line break was lost; false: nothing is left.</summary>
    /// <exception cref="InvalidDataException">The body ended inside of an event.</exception>
    public bool TryReadLast()
    {
        if (_lines.HasRemainder)
        {
            TakeField(_lines.TakeRemainder());
        }

        // Nothing can follow the terminator, so it counts even when its own line break was lost.
        if (!_hasData || Data.IsEmpty)
        {
            return false;
        }

        return IsDone ? _dispatched = true : throw new InvalidDataException("The stream ended inside of an event.");
    }

    /// <summary>Reads more of the body; false: it has ended.</summary>
    public ValueTask<bool> FillAsync(CancellationToken cancellationToken) => _lines.FillAsync(cancellationToken);

    /// <summary>Reads what follows the terminator; see <see cref="BodyEnd"/>.</summary>
    public ValueTask<bool> SkipAsync(CancellationToken cancellationToken)
    {
        _lines.TakeRemainder();
        _lines.Release();
        return _lines.FillAsync(cancellationToken);
    }

    public void Dispose() => _lines.Dispose();

    private void TakeField(Range line)
    {
        var bytes = _lines[line];
        if (bytes.StartsWith("data"u8) && (bytes.Length == 4 || bytes[4] == (byte)':'))
        {
            var skip = bytes.Length == 4 ? 4 : bytes.Length > 5 && bytes[5] == (byte)' ' ? 6 : 5;
            TakeData(new Range(line.Start.Value + skip, line.End.Value));
        }
        else if (bytes.StartsWith("event:"u8))
        {
            _isError = bytes["event:".Length..].Trim((byte)' ').SequenceEqual("error"u8);
        }
    }

    private void TakeData(Range data)
    {
        if (!_hasData)
        {
            (_hasData, _data) = (true, data);
            return;
        }

        _joined ??= new ArrayBufferWriter<byte>();
        if (_joined.WrittenCount == 0)
        {
            _joined.Write(_lines[_data]);
        }

        _joined.Write("\n"u8);
        _joined.Write(_lines[data]);
    }

    private void Reset()
    {
        _lines.Release();
        _joined?.ResetWrittenCount();
        (_hasData, _isError, _dispatched) = (false, false, false);
    }
}
