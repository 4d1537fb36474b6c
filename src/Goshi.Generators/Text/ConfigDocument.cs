using Goshi.Generators.Diagnostics;
using Goshi.Generators.Model;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Text;

/// <summary>A goshi.yaml as read: the nodes of its <c>llm</c> section with their places, and what is wrong with its YAML.</summary>
/// <param name="path">The file.</param>
/// <param name="text">Its text, to which every span belongs.</param>
/// <param name="llm">The key <c>llm</c> and its value; null: the file has none.</param>
/// <param name="isComplete">Whether the file was read to its end.</param>
/// <param name="diagnostics">What is wrong with its YAML.</param>
internal sealed class ConfigDocument(
    string path, SourceText text, ConfigEntry? llm, bool isComplete, EquatableArray<DiagnosticInfo> diagnostics)
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <summary>Its text, to which every span belongs.</summary>
    public SourceText Text { get; } = text;

    /// <summary>The key <c>llm</c> and its value; null: the file has none. The other sections are not ours.</summary>
    public ConfigEntry? Llm { get; } = llm;

    /// <summary>
    /// Whether the file was read to its end. Otherwise a rule that finds something missing would blame the user for
    /// what we did not read, so the binder says nothing.
    /// </summary>
    public bool IsComplete { get; } = isComplete;

    /// <summary>What is wrong with its YAML.</summary>
    public EquatableArray<DiagnosticInfo> Diagnostics { get; } = diagnostics;
}
