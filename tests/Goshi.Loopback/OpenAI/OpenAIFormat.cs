using System.Globalization;

namespace Goshi.Loopback;

/// <summary>What all of OpenAI's operations share: headers and errors.</summary>
internal abstract class OpenAIFormat(Exchange exchange) : WireFormat(exchange)
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

    protected string Id(string prefix) =>
        prefix + Exchange.Request.Number.ToString("D8", CultureInfo.InvariantCulture);

    public override byte[] Error(ReplyError error) => Json.Indented(json => OpenAIJson.WriteError(json, error));
}
