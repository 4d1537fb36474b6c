namespace Goshi.Loopback;

/// <summary>What a path of Ollama's asks for.</summary>
internal enum OllamaOperation
{
    Chat,
    Embed,
    Tags,
    Loaded,
    Version,
    Root,
    Unknown,
}
