using Goshi.Benchmarks.Contestants;

namespace Goshi.Benchmarks.Quick;

/// <summary>Bytes that may be allocated, a little above what is measured. They are lowered when the code gets better, and not raised.</summary>
internal static class Limits
{
    public const double ChunkDecode = 48;
    public const double CompletionDecode = 1_024;
    public const double RequestEncode = 624;
    public const double Breaker = 0;
    public const double Rejection = 300;
    public const double Budget = 64;
    public const double Tracking = 300;
    public const double Pipeline = 128;
    public const double Deadlines = 120;

    public static ClientLimits[] Clients { get; } =
    [
        // About 280 of it are the dictionary in which the answer names its target.
        new(static url => new GoshiChatContestant(url), Request: 5_850, Chunk: 352),
        new(static url => new GoshiTypedContestant(url), Request: 4_350, Chunk: 35),
        new(static url => new GoshiUtf8Contestant(url), Request: 4_350, Chunk: 1),
    ];
}
