using Goshi.Hosting;

namespace Goshi.Runtime.Tests.Hosting;

public sealed class RefitCallsTests
{
    [Fact]
    public void An_empty_credential_is_left_for_a_getter_alone()
    {
        using var asked = new HttpRequestMessage();
        using var quiet = new HttpRequestMessage();

        RefitCalls.AskForKey(asked, hasGetter: true);
        RefitCalls.AskForKey(quiet, hasGetter: false);

        Assert.Equal("Bearer", asked.Headers.Authorization?.ToString());
        Assert.Null(quiet.Headers.Authorization);
    }

    [Fact]
    public async Task An_answer_is_passed_on() => Assert.Equal("text", await RefitCalls.RequireAsync(Task.FromResult<string?>("text"), "openai"));

    [Fact]
    public async Task No_answer_is_an_error_for_classes_and_for_structs()
    {
        await Assert.ThrowsAsync<ProviderException>(() => RefitCalls.RequireAsync(Task.FromResult<string?>(null), "openai"));
        await Assert.ThrowsAsync<ProviderException>(() => RefitCalls.RequireAsync(Task.FromResult(default(Goshi.Wire.OllamaChatResponse)), "ollama"));
    }
}
