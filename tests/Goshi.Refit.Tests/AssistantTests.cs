using Goshi.Loopback;

namespace Goshi.Refit.Tests;

/// <summary>Passes with the hand-written interface (HandWritten=true) and, that file deleted, with the generated one.</summary>
public sealed class AssistantTests
{
    [Fact]
    public async Task An_application_over_Refit_asks_and_is_answered()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.ApiKey = "key-of-the-application";
        using var client = new HttpClient { BaseAddress = server.OpenAI.BaseUrl };

        Assert.Equal("Hello from the loopback provider.", await Assistant.Create(client, () => "key-of-the-application").AskAsync("Hi"));
    }

    [Fact]
    public async Task An_application_over_Refit_catches_what_Refit_throws()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.ApiKey = "key-of-the-application";
        using var client = new HttpClient { BaseAddress = server.OpenAI.BaseUrl };

        Assert.Equal("refused with 401", await Assistant.Create(client, () => "sk-another").AskAsync("Hi"));
    }
}
