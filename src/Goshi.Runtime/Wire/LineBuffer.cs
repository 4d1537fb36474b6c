using System.Buffers;
using System.Runtime.CompilerServices;

namespace Goshi.Wire;

/// <summary>
/// The bytes of a response body, handed out line by line. Bytes may arrive split anywhere. What has been read stays where it is
/// until <see cref="Release"/>, so that the lines of one event can be looked at together.
/// </summary>
/// <remarks>
/// Holds no memory while it waits for a server that is silent: it asks for zero bytes first and rents once there are some.
/// </remarks>
internal sealed class LineBuffer(Stream stream) : IDisposable
{
    /// <summary>The longest line, and the longest event, in bytes.</summary>
    public const int Limit = 1024 * 1024;

    private const int InitialSize = 4096;

    private byte[]? _buffer;
    private int _kept;      // start of what must not be overwritten
    private int _position;  // start of the next line
    private int _scanned;   // before this there is no line break
    private int _end;
    private bool _skipLineFeed;
    private bool _started;
    private bool _ended;

    /// <summary>Whether the body has been read to its end.</summary>
    public bool HasEnded => _ended;

    /// <summary>Whether bytes are left after the last whole line.</summary>
    public bool HasRemainder => _position < _end;

    /// <summary>The next line without its break, as a range from what is kept; false: more bytes are needed.</summary>
    /// <exception cref="InvalidDataException">The line, or what is kept, is too long.</exception>
    public bool TryReadLine(bool carriageReturnEndsLine, out Range line)
    {
        line = default;
        if (_skipLineFeed && _position < _end)
        {
            _skipLineFeed = false;
            if (_buffer![_position] == (byte)'\n')
            {
                _position++;
                _scanned = Math.Max(_scanned, _position);
            }
        }

        var rest = _buffer.AsSpan(_scanned, _end - _scanned);
        var offset = carriageReturnEndsLine ? rest.IndexOfAny((byte)'\n', (byte)'\r') : rest.IndexOf((byte)'\n');
        if (offset < 0)
        {
            _scanned = _end;
            if (_end - _kept > Limit)
            {
                throw TooLong();
            }

            return false;
        }

        var at = _scanned + offset;
        if (at - _position > Limit)
        {
            throw TooLong();
        }

        line = new Range(_position - _kept, at - _kept);
        _skipLineFeed = _buffer![at] == (byte)'\r';
        _position = _scanned = at + 1;
        return true;
    }

    /// <summary>What is left after the last line break; used at the end of the body.</summary>
    public Range TakeRemainder()
    {
        var line = new Range(_position - _kept, _end - _kept);
        _position = _scanned = _end;
        return line;
    }

    /// <summary>The bytes of a line; valid until <see cref="Release"/> or the next <see cref="FillAsync"/>.</summary>
    public ReadOnlySpan<byte> this[Range line] => _buffer.AsSpan(_kept, _position - _kept)[line];

    /// <summary>Everything read so far may be overwritten.</summary>
    public void Release() => _kept = _position;

    /// <summary>Reads more bytes; false: the body has ended.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return false;
        }

        if (_kept == _end)
        {
            Return();
            await stream.ReadAsync(Memory<byte>.Empty, cancellationToken).ConfigureAwait(false);
        }

        MakeRoom();
        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
        _end += read;
        _ended = read == 0;
        if (_started || _ended)
        {
            return !_ended;
        }

        if (_buffer![0] == 0xEF && _end < 3)
        {
            // A byte order mark may be coming; it is not complete yet.
            return await FillAsync(cancellationToken).ConfigureAwait(false);
        }

        SkipByteOrderMark();
        return true;
    }

    public void Dispose() => Return();

    private void SkipByteOrderMark()
    {
        _started = true;
        if (_buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8))
        {
            _kept = _position = _scanned = 3;
        }
    }

    private void MakeRoom()
    {
        if (_buffer is null)
        {
            _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
            return;
        }

        if (_kept > 0)
        {
            _buffer.AsSpan(_kept, _end - _kept).CopyTo(_buffer);
            _position -= _kept;
            _scanned -= _kept;
            _end -= _kept;
            _kept = 0;
        }

        if (_end == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
    }

    private void Return()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = null;
        }

        _kept = _position = _scanned = _end = 0;
    }

    private static InvalidDataException TooLong() => new("A line of the stream is longer than 1 MiB.");
}
