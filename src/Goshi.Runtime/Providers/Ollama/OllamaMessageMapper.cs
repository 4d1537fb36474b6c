using System.Text;
using Goshi.Chat;
using Goshi.Wire;
using Microsoft.Extensions.AI;

namespace Goshi.Providers.Ollama;

/// <summary>Chat messages as Ollama's messages.</summary>
internal static class OllamaMessageMapper
{
    /// <summary>The file's system prompt, the call's instructions, then the conversation.</summary>
    /// <exception cref="GoshiException">A content has no form on this wire.</exception>
    public static List<OllamaMessage> Map(ChatCallInput input)
    {
        List<OllamaMessage> messages = [];
        AddInstructions(messages, input.Target.SystemPrompt);
        AddInstructions(messages, input.Options?.Instructions);

        // Ollama's results name the function; ours name the call.
        Dictionary<string, string> functions = [];
        foreach (var message in input.Messages)
        {
            Add(messages, message, functions, input.Target);
        }

        return messages;
    }

    private static void AddInstructions(List<OllamaMessage> messages, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            messages.Add(new OllamaMessage { Role = "system", Content = text });
        }
    }

    private static void Add(
        List<OllamaMessage> messages, ChatMessage message, Dictionary<string, string> functions, TargetSettings target)
    {
        var mapped = new OllamaMessage { Role = RoleOf(message.Role) };
        var text = new StringBuilder();
        List<OllamaMessage> results = [];
        foreach (var content in message.Contents)
        {
            switch (content)
            {
                case TextContent part:
                    text.Append(part.Text);
                    break;
                case TextReasoningContent reasoning when message.Role == ChatRole.Assistant:
                    mapped.Thinking += reasoning.Text;
                    break;
                case FunctionCallContent call:
                    functions[call.CallId] = call.Name;
                    (mapped.ToolCalls ??= []).Add(new OllamaToolCall(call.CallId, call.Name, ExtraProperties.ToJson(call.Arguments)));
                    break;
                case FunctionResultContent result:
                    results.Add(ToResult(result, functions));
                    break;
                case DataContent image when image.HasTopLevelMediaType("image"):
                    (mapped.Images ??= []).Add(image.Base64Data.ToString());
                    break;
                case DataContent or UriContent or HostedFileContent:
                    throw Unsupported(content, target);
                default:
                    break;
            }
        }

        mapped.Content = text.ToString();
        var isEmpty = mapped is { Content: "", Thinking: null or "", Images: null, ToolCalls: null };
        if (mapped.Role == "tool" && results.Count == 0)
        {
            throw new GoshiException(
                $"A message of role 'tool' for {target.Provider}/{target.Model} holds no FunctionResultContent, so it answers no call. "
                + "Put the tool's result into a FunctionResultContent with the CallId of the call.");
        }

        if (mapped.Role != "tool" && (!isEmpty || results.Count == 0))
        {
            messages.Add(mapped);
        }

        messages.AddRange(results);
    }

    private static OllamaMessage ToResult(FunctionResultContent result, Dictionary<string, string> functions) => new()
    {
        Role = "tool",
        Content = ExtraProperties.ToText(result.Result),
        ToolName = functions.GetValueOrDefault(result.CallId),
        ToolCallId = result.CallId,
    };

    private static string RoleOf(ChatRole role) =>
        role == ChatRole.Assistant ? "assistant"
        : role == ChatRole.Tool ? "tool"
        : role == ChatRole.System || role.Value == "developer" ? "system"
        : "user";

    private static GoshiException Unsupported(AIContent content, TargetSettings target) => content is UriContent
        ? new GoshiException($"{target.Provider}/{target.Model} takes images as bytes, not as addresses. Load the image into a DataContent.")
        : new GoshiException($"{target.Provider}/{target.Model} takes text and images only, no {content.GetType().Name}{(content is DataContent data ? $" of type {data.MediaType}" : "")}.");
}
