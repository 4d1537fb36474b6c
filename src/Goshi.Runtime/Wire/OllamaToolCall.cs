namespace Goshi.Wire;

/// <summary>A call of a function that the model asks for.</summary>
/// <param name="Id">The call's id; null when the server gives none.</param>
/// <param name="Name">The function's name.</param>
/// <param name="Arguments">The arguments: a JSON object.</param>
public sealed record OllamaToolCall(string? Id, string Name, string Arguments);
