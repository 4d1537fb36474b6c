namespace Goshi.Generators.Text;

/// <summary>A scanned text: its value, or the first error.</summary>
/// <param name="Root">The value; null when the text is not JSON.</param>
/// <param name="Error">What is wrong; null when nothing is.</param>
internal sealed record JsonDocument(JsonNode? Root, JsonError? Error);
