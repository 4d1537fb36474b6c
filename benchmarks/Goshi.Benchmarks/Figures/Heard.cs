using System.Diagnostics;
using System.Diagnostics.Metrics;
using Goshi.Benchmarks.Contestants;
using Goshi.Benchmarks.Server;
using Goshi.Benchmarks.Whole;

namespace Goshi.Benchmarks.Figures;

/// <summary>A small chat while somebody listens to every span and every meter of Goshi.</summary>
internal static class Heard
{
    private const string Source = "Goshi";

    public static async Task<Figure[]> MeasureAsync(ServerProcess server)
    {
        using var spans = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == Source,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(spans);
        using var meters = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == Source)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        meters.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        meters.Start();

        using var floor = new FloorContestant(server.BaseUrl);
        using var chat = new GoshiChatContestant(server.BaseUrl);
        using var typed = new GoshiTypedContestant(server.BaseUrl);
        var work = Work.Small(300);
        var times = await FigureRun.MillisecondsAsync(work, floor, chat, typed);
        return
        [
            new("heard: IGoshiChat, p50 to the floor", times[1] / times[0], 1.05, ""),
            new("heard: IGoshiChat, bytes of a request", (await work.RunAsync(chat)).BytesPerRequest, 6_600, "B"),
            new("heard: IOpenAIApi, p50 to the floor", times[2] / times[0], 0.97, ""),
            new("heard: IOpenAIApi, bytes of a request", (await work.RunAsync(typed)).BytesPerRequest, 4_600, "B"),
        ];
    }
}
