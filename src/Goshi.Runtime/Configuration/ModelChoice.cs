namespace Goshi.Configuration;

/// <summary>A model and the key that names it.</summary>
/// <param name="Id">The model's id; null: none.</param>
/// <param name="Place">The key, with its section: <c>llm.openai.model</c>.</param>
internal readonly record struct ModelChoice(string? Id, string Place);
