namespace Goshi.Benchmarks.Contestants;

/// <summary>What came of a stream.</summary>
/// <param name="Characters">Characters of text.</param>
/// <param name="CompletionTokens">The reported usage; what shows that the stream was read to its end.</param>
/// <param name="FirstContent">When the first text arrived, as a timestamp.</param>
internal readonly record struct Streamed(int Characters, long CompletionTokens, long FirstContent);
