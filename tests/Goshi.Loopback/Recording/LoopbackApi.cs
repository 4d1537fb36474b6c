namespace Goshi.Loopback;

/// <summary>Whose wire format a request speaks.</summary>
public enum LoopbackApi
{
    /// <summary>OpenAI's, Azure's paths included.</summary>
    OpenAI,

    /// <summary>Ollama's own.</summary>
    Ollama,
}
