namespace Goshi.Chat;

/// <summary>Everything that encoding a request for one target needs to know, read once from the options and frozen.</summary>
internal sealed record TargetSettings
{
    /// <summary>The provider's name, as in goshi.yaml.</summary>
    public required string Provider { get; init; }

    /// <summary>The id of the model that is asked for.</summary>
    public required string Model { get; init; }

    /// <summary>The price table's record of the model; null: the table does not know it.</summary>
    public ModelInfo? Info { get; init; }

    /// <summary>The provider's address; decides what only the official endpoint understands.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The default of <c>temperature</c>; null: not sent.</summary>
    public double? Temperature { get; init; }

    /// <summary>The default of <c>system_prompt</c>, put before the caller's messages; null: none.</summary>
    public string? SystemPrompt { get; init; }

    /// <summary>The default of <c>reasoning_effort</c>; null: not sent.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>The service tier asked for, in the wire's words; null: not sent.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>The name under which the server takes the token limit: max_tokens or max_completion_tokens.</summary>
    public string TokenLimitKey { get; init; } = "max_completion_tokens";

    /// <summary>Whether usage is asked for on streams.</summary>
    public bool TrackUsage { get; init; } = true;

    /// <summary>True: a parameter that the model rejects is refused with an error; false: left out with a logged warning.</summary>
    public bool RefuseUnsupportedParameters { get; init; }

    /// <summary>Receives the name of each parameter that was left out because the model rejects it.</summary>
    public Action<string>? ParameterDropped { get; init; }

    /// <summary>Ollama's <c>keep_alive</c>; null: not sent.</summary>
    public string? KeepAlive { get; init; }

    /// <summary>Ollama's context length in tokens; null: not sent.</summary>
    public int? ContextLength { get; init; }

    /// <summary>The environment variable that holds the key, for guidance in errors; null: the provider takes none.</summary>
    public string? ApiKeyVariable { get; init; }
}
