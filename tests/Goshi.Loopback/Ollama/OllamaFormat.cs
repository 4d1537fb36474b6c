using System.Globalization;
using System.Text.Json;

namespace Goshi.Loopback;

/// <summary>What all of Ollama's operations share.</summary>
internal abstract class OllamaFormat(Exchange exchange) : WireFormat(exchange)
{
    public override string StreamContentType => "application/x-ndjson";

    public override string BodyContentType => "application/json; charset=utf-8";

    public override IEnumerable<KeyValuePair<string, string>> Headers => [];

    protected string Now => Exchange.Now.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    public override byte[] Error(ReplyError error) => Json.Compact(json => WriteError(json, error));

    protected static byte[] Line(Action<Utf8JsonWriter> write) => [.. Json.Compact(write), (byte)'\n'];

    private static void WriteError(Utf8JsonWriter json, ReplyError error) => json.WriteString("error", error.Message);
}
