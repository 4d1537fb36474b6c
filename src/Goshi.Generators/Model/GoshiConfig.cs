namespace Goshi.Generators.Model;

/// <summary>What goshi.yaml says, as far as it could be bound: only the keys that are written.</summary>
/// <param name="Llm">The keys directly under <c>llm</c>.</param>
/// <param name="Providers">openai and ollama first, always present; then those under <c>llm.providers</c> in the file's order.</param>
/// <param name="Profiles">The profiles in the file's order.</param>
/// <remarks>
/// Every record of this folder holds strings, numbers and lists of them alone, and no position in the file: a comment
/// that moves the lines of goshi.yaml must leave every emitted source cached.
/// </remarks>
internal sealed record GoshiConfig(
    EquatableArray<Setting> Llm,
    EquatableArray<ProviderModel> Providers,
    EquatableArray<ProfileModel> Profiles)
{
    /// <summary>The keys of <c>llm.local</c>.</summary>
    public EquatableArray<Setting> Local { get; init; } = [];

    /// <summary>The records of <c>pricing.models</c>, which extend the price table and override it by id.</summary>
    public EquatableArray<PriceRecord> Prices { get; init; } = [];

    /// <summary>The path of <c>pricing.file</c> as written; null: none.</summary>
    public string? PriceFile { get; init; }
}
