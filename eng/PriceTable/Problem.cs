namespace Goshi.PriceChecks;

/// <summary>Something wrong with a price table.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record Problem(int Line, int Column, string Message);
