using System.Collections.Generic;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Text;

/// <summary>Keys and values, each key once.</summary>
/// <param name="path">Where it stands, in the words of messages: <c>llm.openai</c>.</param>
/// <param name="span">Where it stands in the file.</param>
internal sealed class ConfigSection(string path, TextSpan span) : ConfigNode(span)
{
    private readonly List<ConfigEntry> _entries = [];
    private readonly Dictionary<string, ConfigEntry> _byKey = [];

    /// <summary>Where it stands, in the words of messages: <c>llm.openai</c>.</summary>
    public string Path { get; } = path;

    /// <summary>The entries in the order of the file.</summary>
    public IReadOnlyList<ConfigEntry> Entries => _entries;

    /// <inheritdoc/>
    public override string Noun => "a section";

    /// <summary>Keys whose value was reported and dropped, such as an alias: they are not missing.</summary>
    public List<string> Dropped { get; } = [];

    /// <summary>Whether a merge key, or a key that is no text, was reported and dropped: any key could have come from it.</summary>
    public bool HasOddKey { get; internal set; }

    /// <summary>The entry of a key, or null.</summary>
    public ConfigEntry? Find(string key) => _byKey.TryGetValue(key, out var entry) ? entry : null;

    /// <summary>Adds an entry; the reader has made sure that its key is new.</summary>
    internal void Add(ConfigEntry entry)
    {
        _byKey.Add(entry.Key.Text, entry);
        _entries.Add(entry);
    }
}
