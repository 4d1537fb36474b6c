namespace Goshi.Benchmarks.Whole;

/// <summary>What a contestant took for its turn.</summary>
/// <param name="MedianTicks">The median time of a request, stopwatch ticks.</param>
/// <param name="FirstContentTicks">The median time to the first text of a stream; 0 when nothing was streamed.</param>
/// <param name="BytesPerRequest">Bytes allocated in the client's process.</param>
/// <param name="CpuTicks">Processor time of the client's process for the whole turn.</param>
/// <param name="WallTicks">Stopwatch ticks of the whole turn.</param>
internal readonly record struct Measured(double MedianTicks, double FirstContentTicks, double BytesPerRequest, double CpuTicks, double WallTicks);
