using System;
using Goshi.Generators.Model;

namespace Goshi.Generators.Binding;

/// <summary>A provider that targets can name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="CSharpName">Its name in C#.</param>
/// <param name="Api">The protocol that it speaks.</param>
/// <param name="Section">Its keys; of a built-in provider without a section, none.</param>
/// <param name="Local">The section <c>llm.local</c>, Ollama's address by its other name.</param>
internal sealed record BoundProvider(string Name, string CSharpName, string Api, BoundSection Section, BoundSection Local)
{
    private const string OllamaModel = "llama3.1:8b";

    /// <summary>Whether it speaks Ollama's protocol.</summary>
    public bool IsOllama => Api == "ollama";

    /// <summary>The provider of the price table whose prices apply.</summary>
    public string PriceList => Section.Text("prices") ?? Name;

    /// <summary>The model that it uses when nobody names one.</summary>
    public string? DefaultModel => IsOllama ? OllamaModel : null;

    /// <summary>Its address; null when it is required and not written.</summary>
    public string? Address => Section.Text("base_url")
        ?? (IsOllama ? Local.Text("url") ?? "http://localhost" : Name == "openai" ? "https://api.openai.com/v1" : null);

    /// <summary>Whether calls go to OpenAI's own service, and not to Azure or a compatible server.</summary>
    public bool IsOpenAIItself => Api == "openai"
        && Uri.TryCreate(Address, UriKind.Absolute, out var uri)
        && (uri.Host == "api.openai.com" || uri.Host.EndsWith(".api.openai.com", StringComparison.Ordinal));

    /// <summary>Whether calls cost nothing and no budget applies.</summary>
    public bool IsFree => Section.Flag("free") ?? (IsOllama || (Uri.TryCreate(Address, UriKind.Absolute, out var uri) && uri.IsLoopback));

    /// <summary>The model record that the emitters read.</summary>
    public ProviderModel ToModel() => new(Name, CSharpName, Api, Section.ToSettings()) { IsWritten = Section.IsWritten };
}
