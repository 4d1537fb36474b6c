namespace Goshi.Loopback;

/// <summary>What a completion says of itself, the same in each of its chunks.</summary>
internal sealed record OpenAIIdentity(string Id, long Created, string Model, string ServiceTier)
{
    public const string Fingerprint = "fp_loopback";

    public static string ToolCallId(int index) => $"call_{index:D8}";

    public static string FinishReason(Reply reply) =>
        reply.FinishReason ?? (reply.Deltas.Any(static delta => delta is ToolCallDelta) ? "tool_calls" : "stop");
}
