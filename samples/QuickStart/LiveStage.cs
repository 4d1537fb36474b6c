using System.Net;

namespace QuickStart;

/// <summary>The real endpoints of goshi.yaml. The outage is staged by a handler in front of OpenAI, so nobody has to pull a plug.</summary>
internal sealed class LiveStage : IStage
{
    private volatile bool _broken;

    public string Description => "Live: on the endpoints of goshi.yaml, with real money. The outage of OpenAI is staged.";

    public void Configure(GoshiOptions options) =>
        options.ConfigureHandler("openai", inner => new OutageHandler(this) { InnerHandler = inner });

    public void BreakOpenAI() => _broken = true;

    public void RepairOpenAI() => _broken = false;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class OutageHandler(LiveStage stage) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            stage._broken
                ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { RequestMessage = request })
                : base.SendAsync(request, cancellationToken);
    }
}
