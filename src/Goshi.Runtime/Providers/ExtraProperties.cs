using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Goshi.Providers;

/// <summary>The caller's additional properties on their way to the wire.</summary>
internal static class ExtraProperties
{
    /// <summary>Properties of ours, which never reach the wire.</summary>
    public const string OwnPrefix = "goshi.";

    // Microsoft's defaults indent, and every blank of a tool's result is paid for.
    private static readonly JsonSerializerOptions Compact = CreateCompact();

    // Decided by the call itself. A token limit or a number of answers set past admission would break the budget.
    private static readonly string[] Reserved = ["model", "messages", "stream", "stream_options", "max_tokens", "max_completion_tokens"];

    /// <summary>Each property that goes onto the wire, as JSON.</summary>
    /// <exception cref="GoshiException">A property is not the caller's to set, or has no JSON form.</exception>
    public static IEnumerable<KeyValuePair<string, JsonElement>> Of(ChatOptions? options) =>
        // The mapping of tools and schemas reads those, as in Microsoft's own clients.
        Of(options?.AdditionalProperties, Reserved, "ChatOptions").Where(static property => property.Key is not ("strict" or "strictJsonSchema"));

    /// <summary>Each property that goes onto the wire, as JSON.</summary>
    /// <param name="properties">The properties; null: none.</param>
    /// <param name="reserved">Names that the call itself decides.</param>
    /// <param name="owner">The type of the options, for the error.</param>
    /// <exception cref="GoshiException">A property is not the caller's to set, or has no JSON form.</exception>
    public static IEnumerable<KeyValuePair<string, JsonElement>> Of(
        AdditionalPropertiesDictionary? properties, string[] reserved, string owner) =>
        properties is { Count: > 0 } ? Select(properties, reserved, owner) : [];

    private static IEnumerable<KeyValuePair<string, JsonElement>> Select(
        AdditionalPropertiesDictionary properties, string[] reserved, string owner)
    {
        foreach (var (name, value) in properties)
        {
            if (name.StartsWith(OwnPrefix, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (Array.IndexOf(reserved, name) >= 0)
            {
                throw new GoshiException($"'{name}' in {owner}.AdditionalProperties is decided by the call: use the properties of {owner}, such as ModelId, or the streaming method in its place.");
            }

            yield return new(name, ToJson(owner, name, value));
        }
    }

    /// <summary>Refuses names in a caller's own request that would replace on the wire what was admitted.</summary>
    /// <param name="extras">The request's properties beside the named ones; null: none.</param>
    /// <param name="owner">The type of the request, for the error.</param>
    /// <param name="further">One more such name.</param>
    /// <exception cref="GoshiException">Such a name is set.</exception>
    public static void RefuseReserved(IDictionary<string, JsonElement>? extras, string owner, string further)
    {
        foreach (var name in extras?.Keys ?? [])
        {
            if (name == further || Array.IndexOf(Reserved, name) >= 0)
            {
                throw new GoshiException($"'{name}' in {owner}.AdditionalProperties is decided by the call: use the properties of {owner} or of ChatOptions in its place.");
            }
        }
    }

    /// <summary>An additional property as text: a text as it is, anything else as its JSON; null: it is not set.</summary>
    public static string? Text(ChatOptions? options, string name) =>
        options?.AdditionalProperties is { } properties && properties.TryGetValue(name, out var value) && value is not null
            ? ToText(value)
            : null;

    /// <summary>Whether the caller asked for strict schemas: a property of a tool, or of the options.</summary>
    public static bool? Strict(IReadOnlyDictionary<string, object?>? properties)
    {
        if (properties is null || !(properties.TryGetValue("strict", out var value) || properties.TryGetValue("strictJsonSchema", out value)))
        {
            return null;
        }

        return value switch
        {
            bool flag => flag,
            JsonElement { ValueKind: JsonValueKind.True } => true,
            JsonElement { ValueKind: JsonValueKind.False } => false,
            _ => null,
        };
    }

    /// <summary>A tool's result as text: a text as it is, anything else as JSON.</summary>
    public static string ToText(object? value) => value switch
    {
        null => "",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString()!,
        TextContent content => content.Text,
        IEnumerable<AIContent> contents when contents.All(static content => content is TextContent) =>
            string.Concat(contents.Cast<TextContent>().Select(static content => content.Text)),
        _ => Serialize(value),
    };

    // A tool's result must not end the conversation: what has no JSON form (a type, a stream) is told as it tells itself.
    private static string Serialize(object value)
    {
        try
        {
            return JsonSerializer.Serialize(value, Compact.GetTypeInfo(typeof(object)));
        }
        catch (NotSupportedException)
        {
            return value.ToString() ?? "";
        }
    }

    /// <summary>A function's arguments as JSON.</summary>
    public static string ToJson(IDictionary<string, object?>? arguments) => arguments is null or { Count: 0 }
        ? "{}"
        : JsonSerializer.Serialize(arguments, Compact.GetTypeInfo(typeof(IDictionary<string, object?>)));

    /// <summary>A single-precision number as it was written: 0.7, not 0.699999988079071.</summary>
    public static double? Exact(float? value) =>
        value is { } number ? double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;

    private static JsonElement ToJson(string owner, string name, object? value)
    {
        try
        {
            return value is JsonElement json ? json : JsonSerializer.SerializeToElement(value, Compact.GetTypeInfo(typeof(object)));
        }
        catch (Exception exception) when (exception is NotSupportedException or JsonException)
        {
            throw new GoshiException($"'{name}' in {owner}.AdditionalProperties has no JSON form; use a JsonElement, a text, a number or a list of them.", exception);
        }
    }

    private static JsonSerializerOptions CreateCompact()
    {
        var options = new JsonSerializerOptions(AIJsonUtilities.DefaultOptions) { WriteIndented = false };
        options.MakeReadOnly();
        return options;
    }
}
