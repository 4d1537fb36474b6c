using System.Diagnostics;
using System.Globalization;
using Goshi.Benchmarks.Contestants;
using Goshi.Benchmarks.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Goshi.Benchmarks.Figures;

/// <summary>From an empty collection of services to the first request on its way, in a process that has just started.</summary>
internal static class Startup
{
    public const string Argument = "--start";

    private const string Ours = "goshi";
    private const int Processes = 9;

    public static async Task<Figure[]> MeasureAsync(ServerProcess server)
    {
        var (ours, theirs) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < Processes; round++)
        {
            ours = Math.Min(ours, await StartAsync(Ours, server.BaseUrl));
            theirs = Math.Min(theirs, await StartAsync("factory", server.BaseUrl));
        }

        return
        [
            new("start to the first request: bare factory client", theirs, null, "ms"),
            new("start to the first request: AddGoshi, ratio to it", ours / theirs, 1.2, ""),
        ];
    }

    /// <summary>The measured process: prints its milliseconds.</summary>
    public static async Task<int> RunAsync(string who, string baseUrl)
    {
        Environment.SetEnvironmentVariable(Keys.Variable, Keys.Value);
        var sent = 0L;
        var start = Stopwatch.GetTimestamp();
        IContestant client;
        if (who == Ours)
        {
            client = new GoshiChatContestant(new Uri(baseUrl), options => options.ConfigureHandler("openai", inner => new Stamp(inner, () => sent = Stopwatch.GetTimestamp())));
        }
        else
        {
            var services = new ServiceCollection();
            services.AddHttpClient("floor").AddHttpMessageHandler(() => new Stamp(null, () => sent = Stopwatch.GetTimestamp()));
            client = new FloorContestant("factory", new Uri(baseUrl), services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>().CreateClient("floor"));
        }

        using (client)
        {
            await client.AskAsync("Why is the sky blue?");
        }

        Console.WriteLine(Stopwatch.GetElapsedTime(start, sent).TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static async Task<double> StartAsync(string who, Uri baseUrl)
    {
        using var process = ServerProcess.StartSelf(Argument, who, baseUrl.ToString());
        var printed = await process.StandardOutput.ReadLineAsync();
        await process.WaitForExitAsync();
        return double.Parse(printed!, CultureInfo.InvariantCulture);
    }

    private sealed class Stamp : DelegatingHandler
    {
        private readonly Action _sending;

        public Stamp(HttpMessageHandler? inner, Action sending)
        {
            _sending = sending;
            if (inner is not null)
            {
                InnerHandler = inner;
            }
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            _sending();
            return base.SendAsync(request, cancellationToken);
        }
    }
}
