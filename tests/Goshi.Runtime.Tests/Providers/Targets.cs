using Goshi.Chat;

namespace Goshi.Runtime.Tests.Providers;

/// <summary>Targets that tests speak to.</summary>
internal static class Targets
{
    /// <summary>A model of OpenAI's that does not reason, at OpenAI's own endpoint.</summary>
    public static TargetSettings Plain => new()
    {
        Provider = "openai",
        Model = "gpt-4.1",
        BaseUrl = new Uri("https://api.openai.com/v1"),
        ApiKeyVariable = "OPENAI_API_KEY",
        Info = new ModelInfo { Id = "gpt-4.1", Provider = "openai", Reasoning = false, Temperature = TemperatureSupport.Accepted },
    };

    /// <summary>A reasoning model of OpenAI's that takes a temperature without reasoning only.</summary>
    public static TargetSettings Reasoning => Plain with
    {
        Model = "gpt-5.4",
        Info = new ModelInfo
        {
            Id = "gpt-5.4",
            Provider = "openai",
            Reasoning = true,
            Temperature = TemperatureSupport.OnlyWithoutReasoning,
            ReasoningEfforts = ["none", "low", "medium", "high", "xhigh"],
        },
    };

    /// <summary>A compatible server that the price table does not know.</summary>
    public static TargetSettings Compatible => new()
    {
        Provider = "vllm",
        Model = "some-model",
        BaseUrl = new Uri("http://localhost:8000/v1"),
        TokenLimitKey = "max_tokens",
    };

    /// <summary>An Ollama on this machine.</summary>
    public static TargetSettings Ollama => new()
    {
        Provider = "ollama",
        Model = "llama3.1:8b",
        BaseUrl = new Uri("http://localhost:11434"),
    };
}
