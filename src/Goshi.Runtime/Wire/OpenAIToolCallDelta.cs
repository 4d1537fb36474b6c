namespace Goshi.Wire;

/// <summary>A fragment of a tool call in a stream.</summary>
/// <param name="Index">Which call of the message the fragment belongs to; null when the server does not say.</param>
/// <param name="Id">The call's id; in its first fragment only.</param>
/// <param name="Name">The function's name; in its first fragment only.</param>
/// <param name="Arguments">The next piece of the arguments' JSON.</param>
public readonly record struct OpenAIToolCallDelta(int? Index, string? Id, string? Name, string? Arguments);
