using Goshi.Wire;
using Refit;

namespace Goshi.Refit.Tests;

/// <summary>An application over a Refit interface for OpenAI, whoever wrote that interface.</summary>
public sealed class Assistant(IOpenAIApi api)
{
    public static Assistant Create(HttpClient client, Func<string> key) => new(RestService.For<IOpenAIApi>(client, new RefitSettings
    {
        AuthorizationHeaderValueGetter = (_, _) => new(Task.FromResult(key())) as dynamic,
    }));

    public async Task<string?> AskAsync(string text)
    {
        try
        {
            var answer = await api.CreateChatCompletionAsync(new() { Model = "gpt-4o-mini", Messages = { new() { Role = "user", Content = text } } });
            return answer.Choices[0].Message.Content;
        }
        catch (ApiException exception)
        {
            return $"refused with {(int)exception.StatusCode}";
        }
    }
}
