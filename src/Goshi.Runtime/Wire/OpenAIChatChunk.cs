namespace Goshi.Wire;

/// <summary>One event of a chat-completions stream. It owns its strings.</summary>
public readonly record struct OpenAIChatChunk
{
    // Ten counts that one chunk of a stream has: boxed there, they do not make every other chunk twice as large.
    private readonly object? _usage;

    /// <summary>The answer's id, the same in each chunk.</summary>
    public string? Id { get; init; }

    /// <summary>The id of the model that answers.</summary>
    public string? Model { get; init; }

    /// <summary>When the answer was begun, in seconds since 1970-01-01 UTC.</summary>
    public long? Created { get; init; }

    /// <summary>The service tier that was used.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>The server's configuration.</summary>
    public string? SystemFingerprint { get; init; }

    /// <summary>What the chunk adds; null in the chunk that reports usage.</summary>
    public OpenAIChoiceDelta? Choice { get; init; }

    /// <summary>What the chunk adds to further answers; empty unless several were asked for.</summary>
    public IReadOnlyList<OpenAIChoiceDelta> OtherChoices { get => field ?? []; init; }

    /// <summary>The usage of the whole request; in the last chunk only, if asked for.</summary>
    public OpenAIUsage? Usage { get => (OpenAIUsage?)_usage; init => _usage = value; }
}
