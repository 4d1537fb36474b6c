using System.Numerics;
using System.Runtime.InteropServices;

namespace Goshi.Cost;

/// <summary>
/// Finds the models of <see cref="Hosting.PackedModels"/> by exact id, else by the longest prefix. A dictionary hashes
/// every character of an id, which would be most of the time that a price takes.
/// </summary>
internal sealed class ModelIndex
{
    private const int Sample = 4;

    private readonly Entry[] _entries;
    private readonly Entry[] _prefixes;
    private readonly List<string> _providers = [];

    public ModelIndex(string facts, string prices)
    {
        var ids = new List<Entry>();
        var prefixes = new List<Entry>();
        foreach (var text in facts.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var line = new PackedLine(text);
            var model = new PackedModel(line);
            ids.Add(new(line.Id, model));
            if (line.Text("provider") is { } provider && !_providers.Contains(provider))
            {
                _providers.Add(provider);
            }

            foreach (var alias in line.Texts("aliases"))
            {
                ids.Add(new(alias, model));
            }

            foreach (var prefix in line.Texts("prefixes"))
            {
                prefixes.Add(new(prefix, model));
            }
        }

        // At most half full: a search ends at an empty place.
        _entries = new Entry[BitOperations.RoundUpToPowerOf2(((uint)ids.Count * 2) + 1)];
        foreach (var id in ids)
        {
            Place(id.Id) ??= id;
        }

        foreach (var text in prices.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var line = new PackedLine(text);
            Place(line.Id)?.Model.Prices.Add(line);
        }

        prefixes.Sort(static (left, right) => right.Id.Length.CompareTo(left.Id.Length));
        _prefixes = [.. prefixes];
    }

    /// <summary>The providers of the models, each once.</summary>
    public IReadOnlyList<string> Providers => _providers;

    public ModelInfo? Find(string id) => (Place(id) ?? FindPrefix(id))?.Model.Info;

    private Entry? FindPrefix(string id)
    {
        foreach (var prefix in _prefixes)
        {
            if (id.StartsWith(prefix.Id, StringComparison.Ordinal))
            {
                return prefix;
            }
        }

        return null;
    }

    /// <summary>The place that an id has, or would have.</summary>
    private ref Entry? Place(string id)
    {
        var entries = _entries;
        for (var at = Hash(id); ; at++)
        {
            ref var entry = ref entries[at & (entries.Length - 1)];
            if (entry is null || entry.Id == id)
            {
                return ref entry;
            }
        }
    }

    // The length, the middle and the end: all but a few ids of a family of models differ in one of them.
    private static int Hash(string id)
    {
        if (id.Length < Sample)
        {
            return id.Length;
        }

        var rest = id.Length - Sample;
        var mixed = (Read(id, rest) + BitOperations.RotateLeft(Read(id, rest / 2), 29) + (uint)id.Length) * 0x9E3779B97F4A7C15;
        return (int)(mixed >> 33);
    }

    private static ulong Read(string id, int start) => MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(id.AsSpan(start, Sample)));

    private sealed record Entry(string Id, PackedModel Model);
}
