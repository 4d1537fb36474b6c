namespace Goshi.Generators.Model;

/// <summary>A model's rates in one span of time; a null tier has no price.</summary>
/// <param name="From">The first day, <c>yyyy-MM-dd</c>; null: from the beginning.</param>
/// <param name="To">The last day that was announced; null: open.</param>
/// <param name="Standard">The standard tier.</param>
/// <param name="StandardLong">The standard tier above the threshold.</param>
/// <param name="Batch">The batch tier.</param>
/// <param name="BatchLong">The batch tier above the threshold.</param>
/// <param name="Flex">The flex tier.</param>
/// <param name="FlexLong">The flex tier above the threshold.</param>
/// <param name="Priority">The priority tier.</param>
/// <param name="PriorityLong">The priority tier above the threshold.</param>
/// <param name="LongContextThreshold">
/// A request with more prompt tokens than this is priced at the long rates, all of it; a tier without long rates has no
/// price there. Null: there is no threshold.
/// </param>
/// <param name="Unconfirmed">Whether the term of this price has lapsed without word of the next.</param>
internal sealed record PriceEntry(
    string? From,
    string? To,
    RatesModel Standard,
    RatesModel? StandardLong,
    RatesModel? Batch,
    RatesModel? BatchLong,
    RatesModel? Flex,
    RatesModel? FlexLong,
    RatesModel? Priority,
    RatesModel? PriorityLong,
    long? LongContextThreshold,
    bool Unconfirmed);
