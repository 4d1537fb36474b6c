namespace Goshi.Wire;

/// <summary>A call of a function that the model asks for.</summary>
/// <param name="Id">The id that the result must quote.</param>
/// <param name="Name">The function's name.</param>
/// <param name="Arguments">The arguments as the model wrote them: JSON, if it did well.</param>
public sealed record OpenAIToolCall(string Id, string Name, string Arguments);
