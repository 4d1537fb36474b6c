using Goshi.Benchmarks.Contestants;

namespace Goshi.Benchmarks.Quick;

/// <summary>Bytes that may be allocated, a little above what is measured. They are lowered when the code gets better, and not raised.</summary>
internal static class Limits
{
    public const double ChunkDecode = 48;
    public const double CompletionDecode = 1_250;
    public const double RequestEncode = 720;
    public const double Breaker = 40;
    public const double Rejection = 300;
    public const double Budget = 64;
    public const double Pipeline = 216;
    public const double Deadlines = 344;

    public static ClientLimits[] Clients { get; } =
    [
        // About 280 of it are the dictionary in which the answer names its target.
        new(static url => new GoshiChatContestant(url), Request: 8_150, Chunk: 510),
        new(static url => new GoshiTypedContestant(url), Request: 5_550, Chunk: 38),
        new(static url => new GoshiUtf8Contestant(url), Request: 5_550, Chunk: 2),
    ];
}
