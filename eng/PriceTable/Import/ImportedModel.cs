namespace Goshi.PriceChecks.Import;

/// <summary>What a price file says of one model.</summary>
/// <param name="Provider">The provider, in the table's spelling.</param>
/// <param name="Id">The model's id.</param>
/// <param name="Rates">USD per million tokens by their place in a dated price, such as <c>standard.input</c>.</param>
/// <param name="Unusable">Why the figures cannot be taken over as they are; null: they can.</param>
internal sealed record ImportedModel(string Provider, string Id, SortedDictionary<string, decimal> Rates, string? Unusable = null);
