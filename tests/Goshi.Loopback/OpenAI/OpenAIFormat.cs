using System.Globalization;

namespace Goshi.Loopback;

/// <summary>What all of OpenAI's operations share: headers and errors.</summary>
internal abstract class OpenAIFormat(Exchange exchange, Reply reply) : WireFormat(exchange, reply)
{
    public override string StreamContentType => "text/event-stream; charset=utf-8";

    public override string BodyContentType => "application/json";

    public override IEnumerable<KeyValuePair<string, string>> Headers =>
    [
        new("openai-organization", "loopback"),
        new("openai-processing-ms", "7"),
        new("openai-version", "2020-10-01"),
        new("x-request-id", $"req_{Exchange.Request.Number:x32}"),
        new("x-ratelimit-limit-requests", "10000"),
        new("x-ratelimit-limit-tokens", "2000000"),
        new("x-ratelimit-remaining-requests", "9999"),
        new("x-ratelimit-remaining-tokens", "1999990"),
        new("x-ratelimit-reset-requests", "6ms"),
        new("x-ratelimit-reset-tokens", "0s"),
    ];

    public override byte[] Event(ReadOnlySpan<byte> data) => ServerSentEvents.Event(Reply, data);

    public override byte[] Comment(string text) => ServerSentEvents.Comment(Reply, text);

    public override byte[] TextEvent(string text) => Event(Json.Compact(json => json.WriteString("content", text)));

    public override byte[] ErrorData(ReplyError error) => Json.Compact(json => OpenAIJson.WriteError(json, error));

    protected string Id(string prefix) =>
        prefix + Exchange.Request.Number.ToString("D8", CultureInfo.InvariantCulture);

    protected override byte[] Error(ReplyError error) => Json.Indented(json => OpenAIJson.WriteError(json, error));
}
