namespace Goshi.Wire;

/// <summary>Spoken output, or the next piece of it in a stream.</summary>
/// <param name="Id">The id under which a later message may refer to it; null: not in this piece.</param>
/// <param name="Data">The sound as base64, in the format that was asked for; null: none in this piece.</param>
/// <param name="Transcript">What is said; null: none in this piece.</param>
/// <param name="ExpiresAt">When the provider forgets the id, in seconds since 1970-01-01 UTC; null: not in this piece.</param>
public sealed record OpenAIAudio(string? Id, string? Data, string? Transcript, long? ExpiresAt);
