namespace Goshi.Wire;

/// <summary>What an event of a stream says beside its choices and its usage.</summary>
internal struct OpenAIChunkFields
{
    public string? Id;
    public string? Model;
    public long? Created;
    public string? ServiceTier;
    public string? SystemFingerprint;
}
