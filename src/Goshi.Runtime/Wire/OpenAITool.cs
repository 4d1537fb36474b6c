using System.Text.Json;

namespace Goshi.Wire;

/// <summary>A function that the model may call.</summary>
public sealed class OpenAITool
{
    /// <summary>The function's name.</summary>
    public required string Name { get; set; }

    /// <summary>What the function does; null: not sent.</summary>
    public string? Description { get; set; }

    /// <summary>The JSON schema of the arguments; undefined: a function without arguments.</summary>
    public JsonElement Parameters { get; set; }

    /// <summary>Whether the model must keep to the schema exactly; null: not sent.</summary>
    public bool? Strict { get; set; }
}
