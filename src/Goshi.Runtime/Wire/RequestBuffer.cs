using System.Buffers;
using System.Text.Json;

namespace Goshi.Wire;

/// <summary>Where request bodies are written: memory that each thread keeps, out of which exact copies are handed.</summary>
internal static class RequestBuffer
{
    private const int InitialSize = 1024;

    // A thread keeps no more than this after a long prompt.
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static Scratch? t_kept;

    public static ReadOnlyMemory<byte> Write<T>(T request, Action<Utf8JsonWriter, T> write)
    {
        // Taken while it is in use: a request made of lazy collections may write another one on the way.
        var scratch = t_kept ?? new Scratch();
        t_kept = null;
        write(scratch.Json, request);
        scratch.Json.Flush();
        if (scratch.Bytes.Capacity > LargestKept)
        {
            return scratch.Bytes.WrittenMemory;
        }

        var body = scratch.Bytes.WrittenSpan.ToArray();
        scratch.Bytes.ResetWrittenCount();
        scratch.Json.Reset();
        t_kept = scratch;
        return body;
    }

    private sealed class Scratch
    {
        public Scratch() => Json = new Utf8JsonWriter(Bytes, WireJson.WriterOptions);

        public ArrayBufferWriter<byte> Bytes { get; } = new(InitialSize);

        public Utf8JsonWriter Json { get; }
    }
}
