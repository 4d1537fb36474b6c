namespace Goshi.Generators.Model;

/// <summary>What the consuming project's properties say about the emitted code.</summary>
/// <param name="Namespace">The namespace of everything emitted: GoshiNamespace, else the sanitised RootNamespace.</param>
/// <param name="IsPublic">Whether the emitted types are public; internal when GoshiAccessibility says so.</param>
/// <param name="ConfigurationSection">The section of IConfiguration that overrides goshi.yaml: GoshiSection, else Goshi.</param>
internal sealed record EmitContext(string Namespace, bool IsPublic, string ConfigurationSection);
