using Goshi.Benchmarks.Contestants;

namespace Goshi.Benchmarks.Quick;

/// <summary>What a client may allocate.</summary>
/// <param name="Create">Makes the client for a server.</param>
/// <param name="Request">Bytes for a small request and its answer.</param>
/// <param name="Chunk">Bytes for each further chunk of a stream.</param>
internal sealed record ClientLimits(Func<Uri, IContestant> Create, double Request, double Chunk);
