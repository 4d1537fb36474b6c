using System.Text.Json;

namespace Goshi.Wire;

/// <summary>The form that the answer must have.</summary>
public sealed class OpenAIResponseFormat
{
    /// <summary><c>text</c>, <c>json_object</c> or <c>json_schema</c>.</summary>
    public required string Type { get; set; }

    /// <summary>The schema of <c>json_schema</c>.</summary>
    public JsonElement Schema { get; set; }

    /// <summary>The schema's name, which the server requires.</summary>
    /// <value><c>json_schema</c></value>
    public string Name { get; set; } = "json_schema";

    /// <summary>What the schema is for; null: not sent.</summary>
    public string? Description { get; set; }

    /// <summary>Whether the model must keep to the schema exactly; null: not sent.</summary>
    public bool? Strict { get; set; }
}
