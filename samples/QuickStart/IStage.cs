namespace QuickStart;

/// <summary>Where the calls go, and how the outage is staged there.</summary>
internal interface IStage : IAsyncDisposable
{
    string Description { get; }

    void Configure(GoshiOptions options);

    void BreakOpenAI();

    void RepairOpenAI();
}
