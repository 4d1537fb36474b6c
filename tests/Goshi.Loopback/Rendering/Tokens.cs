using System.Text.Json;

namespace Goshi.Loopback;

/// <summary>The token counts that an answer reports when the script says none: a quarter of the characters.</summary>
internal static class Tokens
{
    private const int CharactersPerToken = 4;

    public static ReplyUsage Of(Exchange exchange, Reply reply) =>
        reply.Usage ?? new ReplyUsage(Prompt(exchange), Completion(reply));

    public static int Prompt(Exchange exchange) =>
        exchange.Request.JsonOrNull is { ValueKind: JsonValueKind.Object } body
            ? Count(Characters(body, "messages") + Characters(body, "input"))
            : 0;

    private static int Completion(Reply reply) => Count(reply.Deltas.Sum(static delta => delta switch
    {
        TextDelta text => text.Text.Length,
        ReasoningDelta reasoning => reasoning.Text.Length,
        RefusalDelta refusal => refusal.Text.Length,
        ToolCallDelta tool => tool.Call.Name.Length + tool.Call.Arguments.Length,
        _ => 0,
    }));

    private static int Count(int characters) => (characters + CharactersPerToken - 1) / CharactersPerToken;

    private static int Characters(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) ? Characters(value) : 0;

    // Strings under keys that carry text, wherever they are: plain content, lists of parts, lists of inputs.
    private static int Characters(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Length,
        JsonValueKind.Array => value.EnumerateArray().Sum(Characters),
        JsonValueKind.Object => Characters(value, "content") + Characters(value, "text"),
        _ => 0,
    };
}
