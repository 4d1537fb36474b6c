using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Goshi.Loopback;

/// <summary>JSON text as the providers write it: no escapes that JSON does not ask for.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions _compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // OpenAI indents the bodies that are no events.
    private static readonly JsonWriterOptions _indented = _compact with { Indented = true, NewLine = "\n" };

    public static byte[] Compact(Action<Utf8JsonWriter> write) => Write(_compact, write);

    public static byte[] Indented(Action<Utf8JsonWriter> write) => Write(_indented, write);

    private static byte[] Write(JsonWriterOptions options, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
