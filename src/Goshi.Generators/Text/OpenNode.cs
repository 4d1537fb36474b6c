using System.Collections.Generic;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Text;

/// <summary>A section or list whose end the reader has not seen yet.</summary>
/// <param name="node">The node.</param>
/// <param name="isFlow">Whether it is written in brackets, which belong to it.</param>
/// <param name="isIgnored">Whether nothing in it is kept.</param>
internal sealed class OpenNode(ConfigNode node, bool isFlow, bool isIgnored)
{
    private readonly Dictionary<string, ConfigScalar> _keys = [];
    private int _lastEnd = node.Span.End;

    /// <summary>The node.</summary>
    public ConfigNode Node { get; } = node;

    /// <summary>Where it begins.</summary>
    public int Start => Node.Span.Start;

    /// <summary>Whether it is written in brackets.</summary>
    public bool IsFlow { get; } = isFlow;

    /// <summary>Whether nothing in it is kept.</summary>
    public bool IsIgnored { get; } = isIgnored;

    /// <summary>Whether it is a section, so that keys and values take turns.</summary>
    public bool IsMapping => Node is ConfigSection;

    /// <summary>Whether a key was read whose value has not been.</summary>
    public bool HasKey { get; set; }

    /// <summary>The key whose value comes next; null: the value is not kept.</summary>
    public ConfigScalar? Key { get; set; }

    /// <summary>Where the next value stands, in the words of messages.</summary>
    public string PathOf(string root) =>
        Node is ConfigSection section && Key is not null
            ? section.Path == root ? KeyPath.Show(Key.Text) : KeyPath.Append(section.Path, Key.Text)
            : "a list";

    /// <summary>Takes a key, unless the section has it already.</summary>
    public bool TryUse(ConfigScalar key, out ConfigScalar first)
    {
        if (_keys.TryGetValue(key.Text, out first!))
        {
            return false;
        }

        _keys.Add(key.Text, key);
        return true;
    }

    /// <summary>Adds a value under the key that waits for it, or to the list.</summary>
    public void Add(ConfigNode value)
    {
        switch (Node)
        {
            case ConfigList list:
                list.Items.Add(value);
                break;
            case ConfigSection section when Key is not null:
                section.Add(new ConfigEntry(Key, value));
                break;
        }

        _lastEnd = value.Span.End;
    }

    /// <summary>Notes that the value of the key was reported and is not kept.</summary>
    public void Drop()
    {
        if (Node is ConfigSection section && Key is not null)
        {
            section.Dropped.Add(Key.Text);
        }
    }

    /// <summary>The value is over: a key comes next.</summary>
    /// <param name="end">Where it ends.</param>
    public void ValueEnded(int end)
    {
        HasKey = HasKey && IsKeyOpen;
        IsKeyOpen = false;
        _lastEnd = end;
    }

    /// <summary>Whether the open child is a key rather than a value.</summary>
    public bool IsKeyOpen { get; set; }

    /// <summary>Gives the node its span; one without brackets ends with its last value, not where the next line begins.</summary>
    /// <param name="position">Where the parser says that it ends.</param>
    /// <returns>Where it ends.</returns>
    public int End(int position)
    {
        var end = IsFlow ? position : _lastEnd;
        Node.Span = TextSpan.FromBounds(Node.Span.Start, end < Node.Span.Start ? Node.Span.Start : end);
        return Node.Span.End;
    }
}
