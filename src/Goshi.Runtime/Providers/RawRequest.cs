using Goshi.Cost;

namespace Goshi.Providers;

/// <summary>What the caller's own wire request adds to a call, as far as its price goes. The default adds nothing.</summary>
internal readonly record struct RawRequest
{
    /// <summary>Its JSON: whatever of it is prompt is inside.</summary>
    public PromptSize Size { get; init; }

    /// <summary>How many messages it brings.</summary>
    public int Messages { get; init; }

    /// <summary>Its token limit; null: none.</summary>
    public int? TokenLimit { get; init; }

    /// <summary>The service tier that it asks for; null: none.</summary>
    public string? Tier { get; init; }

    /// <summary>Whether it brings audio.</summary>
    public bool HasAudioInput { get; init; }

    /// <summary>Whether it asks for audio.</summary>
    public bool HasAudioOutput { get; init; }
}
