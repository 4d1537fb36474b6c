using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Goshi.Providers.OpenAI;

/// <summary>Schemas in the form that OpenAI asks for where it is to keep to them exactly.</summary>
internal static class OpenAIStrictSchemas
{
    // Refused in strict schemas by OpenAI, by its fine-tuned models or by Azure. Each is told to the model in words.
    private static readonly string[] Refused =
    [
        "contentEncoding", "contentMediaType", "not", "minLength", "maxLength", "pattern", "format", "minimum", "maximum", "multipleOf",
        "patternProperties", "minItems", "maxItems", "unevaluatedProperties", "propertyNames", "minProperties", "maxProperties",
        "unevaluatedItems", "contains", "minContains", "maxContains", "uniqueItems",
    ];

    /// <summary>The schemas, each made once.</summary>
    public static AIJsonSchemaTransformCache Cache { get; } = new(new AIJsonSchemaTransformOptions
    {
        ConvertBooleanSchemas = true,
        DisallowAdditionalProperties = true,
        RequireAllProperties = true,
        MoveDefaultKeywordToDescription = true,
        TransformSchemaNode = static (_, node) => Describe(node),
    });

    private static JsonNode Describe(JsonNode node)
    {
        if (node is not JsonObject schema)
        {
            return node;
        }

        List<string> lines = [];
        foreach (var keyword in Refused)
        {
            if (schema[keyword] is { } value)
            {
                schema.Remove(keyword);
                lines.Add($"{keyword}: {value.ToJsonString()}");
            }
        }

        if (lines.Count > 0)
        {
            var text = schema["description"] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
            schema["description"] = string.Join('\n', text is null ? lines : [text, .. lines]);
        }

        return schema;
    }
}
