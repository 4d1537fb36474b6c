using System.Text.Json;

namespace Goshi.Wire;

/// <summary>
/// What the events of a stream have in common: they say the same up to <c>"choices":</c>, byte for byte. An event that begins
/// like the one before is read on from there.
/// </summary>
internal struct OpenAIChunkHead
{
    // Longer ones are not worth keeping for as long as a stream lives.
    private const int Longest = 1024;

    private byte[]? _bytes;
    private int _length;
    private JsonReaderState _state;

    /// <summary>What it says.</summary>
    public OpenAIChunkFields Fields { get; private set; }

    /// <summary>Its bytes, if an event begins with them; else 0.</summary>
    public readonly int LengthIn(ReadOnlySpan<byte> json) =>
        _length > 0 && json.StartsWith(_bytes.AsSpan(0, _length)) ? _length : 0;

    /// <summary>Reads an event on from where the head ends: the next token is the value of <c>choices</c>.</summary>
    public readonly Utf8JsonReader After(ReadOnlySpan<byte> json) => new(json[_length..], isFinalBlock: true, _state);

    /// <summary>Keeps the head of an event whose reader has just come to <c>choices</c>.</summary>
    public void Keep(ReadOnlySpan<byte> json, in Utf8JsonReader reader, in OpenAIChunkFields fields)
    {
        _length = (int)reader.BytesConsumed;
        if (_length > Longest)
        {
            _length = 0;
            return;
        }

        if (_bytes is null || _bytes.Length < _length)
        {
            _bytes = new byte[_length];
        }

        json[.._length].CopyTo(_bytes);
        _state = reader.CurrentState;
        Fields = fields;
    }
}
