using Goshi.Chat;

namespace Goshi.Providers.Ollama;

/// <summary>A reasoning effort as Ollama's <c>think</c>.</summary>
internal static class OllamaThinking
{
    // Ollama answers 400 when a model that cannot think is told to. An effort meant for the primary must not break the
    // fallback, so it goes only to models that the table, or Ollama's own library, lists as thinking.
    private static readonly string[] Families =
        ["gpt-oss", "qwen3", "deepseek-r1", "deepseek-v3.1", "deepseek-v3.2", "magistral", "glm-4", "glm-5", "kimi-k2", "minimax-m2", "nemotron", "cogito", "smollm3", "exaone-deep", "phi4-reasoning", "gemma4"];

    public static string? Map(string? effort, TargetSettings target)
    {
        if (effort is null)
        {
            return null;
        }

        if (!Thinks(target))
        {
            if (effort != "none")
            {
                UnsupportedParameters.Drop(target, "think", "the model is not known to think");
            }

            return null;
        }

        return effort switch
        {
            "none" => "false",
            "minimal" => "low",
            "xhigh" => "high",
            _ => effort,
        };
    }

    private static bool Thinks(TargetSettings target)
    {
        if (target.Info?.Reasoning is { } known)
        {
            return known;
        }

        // A name may have a namespace in front: hf.co/user/model, user/model.
        var name = target.Model[(target.Model.LastIndexOf('/') + 1)..];
        return Array.Exists(Families, family => name.StartsWith(family, StringComparison.OrdinalIgnoreCase));
    }
}
