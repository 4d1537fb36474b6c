using System.Diagnostics.CodeAnalysis;
using Goshi.Cost;

namespace Goshi;

/// <summary>The price table: models by exact id, alias, snapshot or fine-tuning prefix.</summary>
public sealed class ModelTable
{
    private readonly Func<string, ModelInfo?>? _find;
    private readonly ModelIndex? _index;

    /// <summary>Creates a table.</summary>
    /// <param name="asOf">The day that the figures were collected.</param>
    /// <param name="find">Finds a model by its id; null for an id that is not listed. Called concurrently.</param>
    public ModelTable(DateOnly asOf, Func<string, ModelInfo?> find)
    {
        ArgumentNullException.ThrowIfNull(find);
        AsOf = asOf;
        _find = find;
    }

    internal ModelTable(DateOnly asOf, ModelIndex index)
    {
        AsOf = asOf;
        _index = index;
        Providers = index.Providers;
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
        return _index is null ? _find!(id) : _index.Find(id);
    }

    /// <summary>Finds the price of a model. A day before the model's first price has the first price.</summary>
    /// <param name="id">A listed id, alias or snapshot, or a fine-tuned model's id.</param>
    /// <param name="tier">The service tier that the request was processed at.</param>
    /// <param name="date">The UTC day of the request.</param>
    /// <param name="price">The price, without the regional multiplier.</param>
    /// <returns>False: there is no price for this id or this tier.</returns>
    public bool TryGetPrice(string id, ServiceTier tier, DateOnly date, [NotNullWhen(true)] out ModelPrice? price)
    {
        price = null;
        return Find(id) is { } model && model.TryGetPrice(tier, date, out price);
    }

    /// <summary>Calculates the exact cost of a request. A day before the model's first price has the first price.</summary>
    /// <param name="id">A listed id, alias or snapshot, or a fine-tuned model's id.</param>
    /// <param name="usage">The request's tokens.</param>
    /// <param name="tier">The service tier that the request was processed at.</param>
    /// <param name="date">The UTC day of the request.</param>
    /// <param name="usd">US dollars, without the regional multiplier; 0 when there is no price.</param>
    /// <returns>False: there is no price for this id, this tier or a prompt of this length.</returns>
    /// <exception cref="ArgumentException">The usage is inconsistent: see <see cref="TokenUsage.Validate"/>.</exception>
    public bool TryCalculate(string id, in TokenUsage usage, ServiceTier tier, DateOnly date, out decimal usd)
    {
        usd = 0;
        return TryGetPrice(id, tier, date, out var price) && price.TryCalculate(in usage, out usd);
    }
}
