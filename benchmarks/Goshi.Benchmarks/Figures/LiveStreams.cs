using Goshi.Benchmarks.Contestants;
using Goshi.Benchmarks.Server;

namespace Goshi.Benchmarks.Figures;

/// <summary>What a stream holds while its next chunk is awaited.</summary>
internal static class LiveStreams
{
    private const int Streams = 1_000;
    private const int Chunks = 4;
    private const int PauseMilliseconds = 1_000;

    public static async Task<Figure[]> MeasureAsync(ServerProcess server)
    {
        using var floor = new FloorContestant(server.BaseUrl);
        using var chat = new GoshiChatContestant(server.BaseUrl, Unlimited);
        using var typed = new GoshiTypedContestant(server.BaseUrl, Unlimited);
        return
        [
            new("live KiB per paced stream: floor", await MeasureAsync(floor), null, "KiB"),
            new("live KiB per paced stream: IGoshiChat", await MeasureAsync(chat), 14, "KiB"),
            new("live KiB per paced stream: IOpenAIApi", await MeasureAsync(typed), 12, "KiB"),
        ];
    }

    private static void Unlimited(GoshiOptions options) => options.OpenAI.MaxConnections = Streams;

    // The connections are part of it, as they are for a service. Read in the middle, when every stream is between two chunks.
    private static async Task<double> MeasureAsync(IContestant client)
    {
        await client.StreamAsync("Why is the sky blue? #3");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var streams = Task.WhenAll(Enumerable.Range(0, Streams).Select(_ => client.StreamAsync($"Why is the sky blue? #{Chunks}@{PauseMilliseconds}")));
        await Task.Delay(PauseMilliseconds * Chunks / 2);
        var live = GC.GetTotalMemory(forceFullCollection: true) - before;
        await streams;
        return live / 1024.0 / Streams;
    }
}
