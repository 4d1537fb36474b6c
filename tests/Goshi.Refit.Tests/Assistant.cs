using Refit;

namespace Goshi.Refit.Tests;

/// <summary>An application over a Refit interface for OpenAI, whoever wrote that interface.</summary>
public sealed class Assistant(IOpenAIApi api)
{
    // Versions differ in Task and ValueTask here; an async lambda is either.
    public static Assistant Create(HttpClient client, Func<string> key) => new(RestService.For<IOpenAIApi>(client, new RefitSettings
    {
        AuthorizationHeaderValueGetter = async (_, _) => await Task.FromResult(key()),
    }));

    public async Task<string?> AskAsync(string text)
    {
        try
        {
            var answer = await api.CreateChatCompletionAsync(new() { Model = "gpt-5.4-mini", Messages = { new() { Role = "user", Content = text } } });
            return answer.Choices[0].Message.Content;
        }
        catch (ApiException exception)
        {
            return $"refused with {(int)exception.StatusCode}";
        }
    }
}
