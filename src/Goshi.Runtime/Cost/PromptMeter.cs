using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Goshi.Cost;

/// <summary>Measures everything of a call that the provider counts as prompt tokens.</summary>
internal static class PromptMeter
{
    // What stands around a name and a value in JSON.
    private const int Punctuation = 6;

    // "Answer in JSON", or "... that conforms to this schema", which is added where a model needs to be told.
    private const int JsonInstruction = 64;

    public static PromptSize Measure(IReadOnlyList<ChatMessage> messages, ChatOptions? options, string? model)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var size = default(PromptSize);
        for (var i = 0; i < messages.Count; i++)
        {
            size.TextBytes += Bytes(messages[i].AuthorName);
            Add(ref size, messages[i].Contents, model);
        }

        if (options is not null)
        {
            AddOptions(ref size, options);
        }

        return size;
    }

    private static void Add(ref PromptSize size, IList<AIContent> contents, string? model)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            Add(ref size, contents[i], model);
        }
    }

    private static void Add(ref PromptSize size, AIContent content, string? model)
    {
        switch (content)
        {
            case TextContent text:
                size.TextBytes += Bytes(text.Text);
                break;
            case TextReasoningContent reasoning:
                size.TextBytes += Bytes(reasoning.Text);
                break;
            case DataContent data when data.HasTopLevelMediaType("image"):
                size.ImageTokens += ImageTokens.Maximum(model, IsOriginalDetail(data));
                break;
            case DataContent data when data.HasTopLevelMediaType("audio"):
                size.AudioBytes += data.Data.Length;
                break;
            case DataContent data:
                size.TextBytes += data.Data.Length + Bytes(data.Name);
                break;
            case UriContent uri when !uri.HasTopLevelMediaType("image"):
                size.TextBytes += Bytes(uri.Uri.OriginalString);
                break;
            // A file that the provider holds: of its content nothing is known here.
            case UriContent or HostedFileContent:
                size.ImageTokens += ImageTokens.Maximum(model, IsOriginalDetail(content));
                break;
            case FunctionCallContent call:
                size.TextBytes += Bytes(call.Name) + Bytes(call.CallId);
                AddArguments(ref size, call.Arguments);
                break;
            case FunctionResultContent result:
                size.TextBytes += Bytes(result.CallId);
                AddValue(ref size, result.Result, model);
                break;
        }
    }

    private static void AddOptions(ref PromptSize size, ChatOptions options)
    {
        size.TextBytes += Bytes(options.Instructions);
        if (options.Tools is { } tools)
        {
            foreach (var tool in tools)
            {
                size.TextBytes += Bytes(tool.Name) + Bytes(tool.Description);
                size.TextBytes += tool is AIFunctionDeclaration function ? Bytes(function.JsonSchema) : 0;
            }
        }

        AddExtras(ref size, options.AdditionalProperties);
        if (options.ResponseFormat is ChatResponseFormatJson format)
        {
            size.TextBytes += JsonInstruction + Bytes(format.SchemaName) + Bytes(format.SchemaDescription);
            size.TextBytes += format.Schema is { } schema ? Bytes(schema) : 0;
        }
    }

    // They go to the wire as they are, and some of them are prompt: predictions, tools in a provider's own words.
    private static void AddExtras(ref PromptSize size, AdditionalPropertiesDictionary? extras)
    {
        if (extras is null)
        {
            return;
        }

        foreach (var (name, value) in extras)
        {
            if (!name.StartsWith("goshi.", StringComparison.OrdinalIgnoreCase))
            {
                size.TextBytes += Bytes(name) + Punctuation;
                AddValue(ref size, value, model: null);
            }
        }
    }

    private static void AddArguments(ref PromptSize size, IDictionary<string, object?>? arguments)
    {
        if (arguments is null)
        {
            return;
        }

        foreach (var (name, value) in arguments)
        {
            size.TextBytes += Bytes(name) + Punctuation;
            AddValue(ref size, value, model: null);
        }
    }

    private static void AddValue(ref PromptSize size, object? value, string? model)
    {
        switch (value)
        {
            case null:
                break;
            case string text:
                size.TextBytes += Bytes(text);
                break;
            case JsonElement json:
                size.TextBytes += Bytes(json);
                break;
            case AIContent content:
                Add(ref size, content, model);
                break;
            case IEnumerable<AIContent> contents:
                foreach (var content in contents)
                {
                    Add(ref size, content, model);
                }

                break;
            default:
                size.TextBytes += SerializedBytes(value);
                break;
        }
    }

    // These options indent, which is at least what the wire writes. A type that the serializer does not know here (trimmed
    // applications) is measured by its text.
    private static long SerializedBytes(object value)
    {
        try
        {
            var options = AIJsonUtilities.DefaultOptions;
            return JsonSerializer.SerializeToUtf8Bytes(value, options.GetTypeInfo(value.GetType())).Length;
        }
        catch (Exception e) when (e is NotSupportedException or JsonException or InvalidOperationException)
        {
            return Bytes(value.ToString());
        }
    }

    private static bool IsOriginalDetail(AIContent content) =>
        content.AdditionalProperties is { } properties
        && properties.TryGetValue("detail", out var detail)
        && string.Equals(detail?.ToString(), "original", StringComparison.OrdinalIgnoreCase);

    private static long Bytes(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);

    private static long Bytes(JsonElement json) =>
        json.ValueKind == JsonValueKind.Undefined ? 0 : JsonMarshal.GetRawUtf8Value(json).Length;
}
