using System.Collections.Generic;
using System.Linq;
using Goshi.Configuration.Rules;
using Goshi.Generators.Model;
using Goshi.Generators.Text;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Binding;

/// <summary>A section and those of its keys that are valid by themselves.</summary>
/// <param name="path">Its full name: <c>llm.openai</c>.</param>
/// <param name="scope">What may stand in it.</param>
/// <param name="key">The key under which it stands; null: it is not written.</param>
internal sealed class BoundSection(string path, KeyScope scope, ConfigScalar? key)
{
    private readonly List<BoundValue> _values = [];
    private readonly HashSet<string> _written = [];

    /// <summary>Its full name: <c>llm.openai</c>.</summary>
    public string Path { get; } = path;

    /// <summary>What may stand in it.</summary>
    public KeyScope Scope { get; } = scope;

    /// <summary>Whether the file has it, be it empty.</summary>
    public bool IsWritten => key is not null;

    /// <summary>Whether all that stands there could be read; otherwise nothing in it is missing.</summary>
    public bool IsReadable { get; set; } = true;

    /// <summary>Where its key stands, for what is missing in it.</summary>
    public TextSpan KeySpan => key?.Span ?? default;

    /// <summary>The value of a key; null: not written, or not valid.</summary>
    public BoundValue? Find(string name) => _values.FirstOrDefault(value => value.Rule.Name == name);

    /// <summary>Whether a key is written, valid or not: a broken value is not also a missing one.</summary>
    public bool Has(string name) => !IsReadable || _written.Contains(name);

    /// <summary>The text of a key; null: not written, or not valid.</summary>
    public string? Text(string name) => Find(name)?.Value as string;

    /// <summary>The number of a key; null: not written, or not valid.</summary>
    public int? Integer(string name) => Find(name)?.Value as int?;

    /// <summary>The amount of a key in US dollars; null: not written, or not valid.</summary>
    public decimal? Money(string name) => Find(name)?.Value as decimal?;

    /// <summary>Whether a key is true; null: not written, or not valid.</summary>
    public bool? Flag(string name) => Find(name)?.Value as bool?;

    /// <summary>Notes that a key is written.</summary>
    public void Note(string name) => _written.Add(name);

    /// <summary>Adds a value.</summary>
    public void Add(BoundValue value) => _values.Add(value);

    /// <summary>The values without their places.</summary>
    public EquatableArray<Setting> ToSettings() => _values.Select(static value => value.ToSetting()).ToEquatableArray();
}
