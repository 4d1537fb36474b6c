using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Goshi.Loopback;

/// <summary>What all of Ollama's operations share.</summary>
internal abstract class OllamaFormat(Exchange exchange, Reply reply) : WireFormat(exchange, reply)
{
    public override string StreamContentType => "application/x-ndjson";

    public override string BodyContentType => "application/json; charset=utf-8";

    public override IEnumerable<KeyValuePair<string, string>> Headers => [];

    public override byte[] Event(ReadOnlySpan<byte> data) =>
        [.. data, .. Encoding.UTF8.GetBytes(Reply.LineEnding)];

    public override byte[] Comment(string text) => Event([]);

    public override byte[] TextEvent(string text) => Line(json => json.WriteString("content", text));

    public override byte[] ErrorData(ReplyError error) => Error(error);

    protected string Now => Exchange.Now.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    protected override byte[] Error(ReplyError error) => Json.Compact(json => WriteError(json, error));

    protected byte[] Line(Action<Utf8JsonWriter> write) => Event(Json.Compact(write));

    private static void WriteError(Utf8JsonWriter json, ReplyError error) => json.WriteString("error", error.Message);
}
