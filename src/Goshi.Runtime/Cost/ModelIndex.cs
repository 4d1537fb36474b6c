using System.Numerics;

namespace Goshi.Cost;

/// <summary>
/// Finds the models of <see cref="Hosting.PackedModels"/> by exact id, else by the longest prefix. A dictionary hashes
/// every character of an id, which would be most of the time that a price takes.
/// </summary>
internal sealed class ModelIndex
{
    private readonly Place[] _places;
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
            // Interned: an id that stands in code is the same string, and is known without its characters being compared.
            ids.Add(new(string.Intern(line.Id), model));
            if (line.Text("provider") is { } provider && !_providers.Contains(provider))
            {
                _providers.Add(provider);
            }

            foreach (var alias in line.Texts("aliases"))
            {
                ids.Add(new(string.Intern(alias), model));
            }

            foreach (var prefix in line.Texts("prefixes"))
            {
                prefixes.Add(new(prefix, model));
            }
        }

        // At most a quarter full: nearly every id has its place, and a search ends at an empty one.
        _places = new Place[BitOperations.RoundUpToPowerOf2(((uint)ids.Count * 4) + 1)];
        foreach (var id in ids)
        {
            ref var place = ref PlaceOf(id.Id);
            place = place.Model is null ? new Place(Hash(id.Id), id.Id, id.Model) : place;
        }

        foreach (var text in prices.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var line = new PackedLine(text);
            PlaceOf(line.Id).Model?.Prices.Add(line);
        }

        prefixes.Sort(static (left, right) => right.Id.Length.CompareTo(left.Id.Length));
        _prefixes = [.. prefixes];
    }

    /// <summary>The providers of the models, each once.</summary>
    public IReadOnlyList<string> Providers => _providers;

    public ModelInfo? Find(string id)
    {
        // Nearly every id that is listed is at its first place, and what finds that place empty is not listed.
        var places = _places;
        var hash = Hash(id);
        ref readonly var place = ref places[hash & (places.Length - 1)];
        return place.Hash == hash && place.Id == id ? place.Model!.Info
            : place.Model is null ? FindPrefix(id)?.Info
            : (PlaceOf(id).Model ?? FindPrefix(id))?.Info;
    }

    private PackedModel? FindPrefix(string id)
    {
        foreach (var prefix in _prefixes)
        {
            if (id.AsSpan().StartsWith(prefix.Id))
            {
                return prefix.Model;
            }
        }

        return null;
    }

    /// <summary>The place that an id has, or would have.</summary>
    private ref Place PlaceOf(string id)
    {
        var places = _places;
        var hash = Hash(id);
        for (var at = hash; ; at++)
        {
            ref var place = ref places[at & (places.Length - 1)];
            if (place.Model is null || (place.Hash == hash && place.Id == id))
            {
                return ref place;
            }
        }
    }

    // The length, the middle and the end: all but a few ids of a family of models differ in one of them.
    private static int Hash(string id)
    {
        if (id.Length < 4)
        {
            return id.Length;
        }

        var middle = id.Length / 2;
        var end = id.Length - 1;
        return id.Length + (id[middle] * 31) + (id[middle - 1] * 1_009) + (id[end] * 8_191) + (id[end - 1] * 131) + (id[end - 2] * 65_537);
    }

    private sealed record Entry(string Id, PackedModel Model);

    // The hash beside the id: an id that is not the one is passed over without being looked at.
    private readonly record struct Place(int Hash, string Id, PackedModel? Model);
}
