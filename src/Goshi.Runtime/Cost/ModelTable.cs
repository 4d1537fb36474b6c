namespace Goshi;

/// <summary>The price table: models by exact id, alias, snapshot or fine-tuning prefix.</summary>
public sealed class ModelTable
{
    private readonly Func<string, ModelInfo?> _find;

    /// <summary>Creates a table.</summary>
    /// <param name="asOf">The day that the figures were collected.</param>
    /// <param name="find">Finds a model by its id; null for an id that is not listed. Called concurrently.</param>
    public ModelTable(DateOnly asOf, Func<string, ModelInfo?> find)
    {
        ArgumentNullException.ThrowIfNull(find);
        AsOf = asOf;
        _find = find;
    }

    /// <summary>A table that lists nothing.</summary>
    public static ModelTable Empty { get; } = new(DateOnly.MinValue, static _ => null);

    /// <summary>The day that the figures were collected.</summary>
    public DateOnly AsOf { get; }

    /// <summary>The providers whose models it lists: an id of theirs that is not found is unknown, of others nothing is known.</summary>
    /// <value>Default: empty.</value>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>Finds a model.</summary>
    /// <param name="id">A listed id, alias or snapshot, or a fine-tuned model's id; never a similar one.</param>
    /// <returns>The model's record; null: the id is not listed.</returns>
    public ModelInfo? Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return _find(id);
    }
}
