using Goshi.Configuration;

namespace Goshi.Runtime.Tests.Configuration;

/// <summary>Options as the generator would emit them, with one named provider of each protocol and one profile.</summary>
internal sealed class TestOptions : LlmOptions
{
    public TestOptions()
    {
        Groq = Add(new OpenAIProviderOptions("groq", ProviderApi.OpenAI, this) { BaseUrl = "https://api.groq.com/openai/v1", Model = "llama-3.3-70b" });
        Azure = Add(new OpenAIProviderOptions("my-azure", ProviderApi.AzureOpenAI, this)
        {
            BaseUrl = "https://mine.openai.azure.com",
            ApiVersion = "2024-10-21",
            Model = "deployment",
        });
        Fast = Add(new ProfileOptions(this, "fast"));
    }

    public OpenAIProviderOptions OpenAI => (OpenAIProviderOptions)Providers[0];

    public OllamaProviderOptions Ollama => (OllamaProviderOptions)Providers[1];

    public OpenAIProviderOptions Groq { get; }

    public OpenAIProviderOptions Azure { get; }

    public ProfileOptions Fast { get; }

    /// <summary>Adds what a test needs beyond that.</summary>
    public T With<T>(T provider)
        where T : ProviderOptions => Add(provider);

    public ProfileOptions With(ProfileOptions profile) => Add(profile);
}
