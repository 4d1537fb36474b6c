using System.Text;
using System.Text.Json;
using Goshi.Wire;
using Microsoft.Extensions.AI;

namespace Goshi.Providers;

/// <summary>Puts the fragments of a stream's tool calls together.</summary>
internal sealed class ToolCallAssembler
{
    private readonly List<Call> _calls = [];

    /// <summary>Adds a fragment.</summary>
    public void Add(in OpenAIToolCallDelta delta)
    {
        var call = Find(delta);
        if (string.IsNullOrEmpty(call.Id))
        {
            call.Id = delta.Id;
        }

        // A name comes whole; servers that repeat it in each fragment must not have it doubled.
        if (string.IsNullOrEmpty(call.Name))
        {
            call.Name = delta.Name;
        }

        call.Arguments.Append(delta.Arguments);
    }

    /// <summary>The calls, whole, in the order of their indexes; the assembler is empty afterwards.</summary>
    public List<AIContent> Take()
    {
        var contents = _calls.OrderBy(static call => call.Index).Select(static call => (AIContent)Create(call.Id, call.Name, call.Arguments.ToString())).ToList();
        _calls.Clear();
        return contents;
    }

    /// <summary>One whole call. Arguments that are not a JSON object are reported in the content, not thrown: the model may try again.</summary>
    public static FunctionCallContent Create(string? id, string? name, string arguments) =>
        FunctionCallContent.CreateFromParsedArguments(
            arguments,
            string.IsNullOrEmpty(id) ? $"call_{Guid.NewGuid():N}" : id,
            name ?? "",
            static json => ReadArguments(json));

    private static Dictionary<string, object?>? ReadArguments(string json)
    {
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (string.IsNullOrWhiteSpace(json))
        {
            return arguments; // what models write for a function without parameters
        }

        var root = JsonElement.Parse(json);
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("The arguments of a function call are not a JSON object.");
        }

        foreach (var property in root.EnumerateObject())
        {
            arguments[property.Name] = property.Value.ValueKind == JsonValueKind.Null ? null : property.Value;
        }

        return arguments;
    }

    private Call Find(OpenAIToolCallDelta delta)
    {
        var isNamed = !string.IsNullOrEmpty(delta.Id);
        for (var i = _calls.Count - 1; i >= 0; i--)
        {
            var call = _calls[i];

            // Some servers give every call index 0, or none: then a new id means a new call.
            if ((delta.Index is null || call.Index == delta.Index)
                && (!isNamed || string.IsNullOrEmpty(call.Id) || call.Id == delta.Id))
            {
                return call;
            }
        }

        var added = new Call(delta.Index ?? _calls.Count);
        _calls.Add(added);
        return added;
    }

    private sealed class Call(int index)
    {
        public int Index => index;

        public string? Id { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();
    }
}
