#if REFIT_TESTING
using Refit.Testing;

namespace Goshi.Refit.Tests;

/// <summary>Refit.Testing's doubles take the generated interface as one of Refit's.</summary>
public sealed class RefitTestingTests
{
    [Fact]
    public async Task A_stub_answers_for_the_generated_interface()
    {
        var stub = new StubHttp
        {
            { Route.Post("/v1/chat/completions"), Reply.Json("""{"id":"c","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"stubbed"}}]}""") },
        };

        var api = stub.CreateGeneratedClient<IOpenAIApi>("http://localhost/v1");
        var answer = await api.CreateChatCompletionAsync(new() { Model = "m", Messages = { new() { Role = "user", Content = "Hi" } } });

        Assert.Equal("stubbed", answer.Choices[0].Message.Content);
        stub.VerifyAllCalled();
    }
}
#endif
