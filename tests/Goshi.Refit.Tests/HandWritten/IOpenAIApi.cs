using Goshi.Wire;
using Refit;

namespace Goshi.Refit.Tests;

/// <summary>What a team writes today; with the generator it deletes this file.</summary>
[Headers("Authorization: Bearer")]
public interface IOpenAIApi
{
    [Post("/chat/completions")]
    Task<OpenAIChatCompletion> CreateChatCompletionAsync([Body] OpenAIChatRequest request, CancellationToken cancellationToken = default);
}
