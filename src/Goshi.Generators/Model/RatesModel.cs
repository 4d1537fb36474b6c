namespace Goshi.Generators.Model;

/// <summary>Rates of one tier in USD per million tokens; null means that such tokens are billed at the input or output rate.</summary>
/// <param name="Input">Fresh prompt tokens.</param>
/// <param name="CachedInput">Prompt tokens read from the provider's cache.</param>
/// <param name="CacheWrite">Prompt tokens written to the provider's cache.</param>
/// <param name="AudioInput">Prompt tokens of audio.</param>
/// <param name="Output">Completion tokens; null for a model that has none, such as an embedding model.</param>
/// <param name="AudioOutput">Completion tokens of audio.</param>
internal sealed record RatesModel(
    decimal Input,
    decimal? CachedInput,
    decimal? CacheWrite,
    decimal? AudioInput,
    decimal? Output,
    decimal? AudioOutput);
