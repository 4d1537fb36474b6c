using System.Linq;

namespace Goshi.Generators.Model;

/// <summary>One provider and the keys written in its section.</summary>
/// <param name="Name">The name as in goshi.yaml.</param>
/// <param name="CSharpName">The name of its property and the stem of its types: Groq for GroqOptions and IGroqApi.</param>
/// <param name="Api">The protocol: <c>openai</c>, <c>azure-openai</c> or <c>ollama</c>.</param>
/// <param name="Settings">The written keys.</param>
internal sealed record ProviderModel(string Name, string CSharpName, string Api, EquatableArray<Setting> Settings)
{
    /// <summary>Whether the file has a section for it, be it empty: under <c>provider: auto</c> that decides about openai.</summary>
    public bool IsWritten { get; init; } = true;

    /// <summary>The provider of the price table whose prices apply.</summary>
    public string PriceList => Settings.FirstOrDefault(static setting => setting.Key == "prices")?.Value.Text ?? Name;
}
