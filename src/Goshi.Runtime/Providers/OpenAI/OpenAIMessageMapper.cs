using System.Text;
using Goshi.Chat;
using Goshi.Wire;
using Microsoft.Extensions.AI;

namespace Goshi.Providers.OpenAI;

/// <summary>Chat messages as chat-completions messages.</summary>
internal static class OpenAIMessageMapper
{
    private const int MaxNameLength = 64;

    /// <summary>The file's system prompt, the call's instructions, then the conversation.</summary>
    /// <exception cref="GoshiException">A content has no form on this wire.</exception>
    public static List<OpenAIMessage> Map(ChatCallInput input)
    {
        var target = input.Target;
        var system = OpenAIFamily.IsReasoning(target) ? "developer" : "system";
        var given = input.Messages;
        var messages = new List<OpenAIMessage>(given.Count);
        AddInstructions(messages, system, target.SystemPrompt);
        AddInstructions(messages, system, input.Options?.Instructions);
        for (var i = 0; i < given.Count; i++)
        {
            var message = given[i];
            if (message.Role == ChatRole.System || message.Role.Value == "developer")
            {
                var mapped = new OpenAIMessage { Role = system, Content = TextOf(message), Name = NameOf(message) };
                AddMedia(mapped, message, target);
                messages.Add(mapped);
            }
            else if (message.Role == ChatRole.Assistant)
            {
                AddAssistant(messages, message, target);
            }
            else if (message.Role == ChatRole.Tool)
            {
                AddResults(messages, message, target);
            }
            else
            {
                AddUser(messages, message, target);
            }
        }

        return messages;
    }

    private static void AddInstructions(List<OpenAIMessage> messages, string role, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            messages.Add(new OpenAIMessage { Role = role, Content = text });
        }
    }

    private static void AddUser(List<OpenAIMessage> messages, ChatMessage message, TargetSettings target)
    {
        if (message.Contents is [TextContent only])
        {
            messages.Add(new OpenAIMessage { Role = "user", Name = NameOf(message), Content = only.Text });
        }
        else
        {
            AddParts(messages, message, target);
        }
    }

    private static void AddParts(List<OpenAIMessage> messages, ChatMessage message, TargetSettings target)
    {
        var contents = message.Contents.Where(static content => content is not FunctionResultContent).ToList();
        if (contents.Count != message.Contents.Count)
        {
            AddResults(messages, message, target);
        }

        if (contents.Count == 0 && message.Contents.Count > 0)
        {
            return;
        }

        var mapped = new OpenAIMessage { Role = "user", Name = NameOf(message) };
        OpenAIContentPart[] parts = [.. contents.Select(content => ToPart(content, target)).OfType<OpenAIContentPart>()];
        if (parts is [] or [{ Type: "text" }])
        {
            mapped.Content = parts is [var text] ? text.Text : ""; // an empty list is refused
        }
        else
        {
            mapped.Parts = parts;
        }

        messages.Add(mapped);
    }

    private static void AddAssistant(List<OpenAIMessage> messages, ChatMessage message, TargetSettings target)
    {
        List<OpenAIToolCall>? calls = null;
        string? refusal = null;
        foreach (var content in message.Contents)
        {
            switch (content)
            {
                case FunctionCallContent call:
                    (calls ??= []).Add(new OpenAIToolCall(call.CallId, call.Name, ExtraProperties.ToJson(call.Arguments)));
                    break;
                case ErrorContent { ErrorCode: OpenAIResponseMapper.Refusal } error:
                    refusal += error.Message;
                    break;
                default:
                    // Reasoning is the model's own and has no place in this API's input; usage and errors are ours.
                    break;
            }
        }

        var text = TextOf(message);
        var mapped = new OpenAIMessage
        {
            Role = "assistant",
            Name = NameOf(message),
            Content = text.Length == 0 && (calls is not null || refusal is not null) ? null : text,
            Refusal = refusal,
            ToolCalls = calls,
        };
        AddMedia(mapped, message, target);
        messages.Add(mapped);
        AddResultsOf(messages, message);
    }

    // Images and files outside a user message: servers differ, so they are kept here, and OpenAI's refusal is made by its rules.
    // A model's own speech is not among them: its transcript is the text.
    private static void AddMedia(OpenAIMessage mapped, ChatMessage message, TargetSettings target)
    {
        if (message.Contents.Any(IsMedia))
        {
            mapped.Parts = [.. message.Contents.Where(static content => content is TextContent || IsMedia(content))
                .Select(content => ToPart(content, target)).OfType<OpenAIContentPart>()];
        }
    }

    private static bool IsMedia(AIContent content) =>
        content is UriContent or HostedFileContent || (content is DataContent data && !data.HasTopLevelMediaType("audio"));

    private static void AddResults(List<OpenAIMessage> messages, ChatMessage message, TargetSettings target)
    {
        if (!AddResultsOf(messages, message))
        {
            throw new GoshiException(
                $"A message of role 'tool' for {target.Provider}/{target.Model} holds no FunctionResultContent, so it answers no call. "
                + "Put the tool's result into a FunctionResultContent with the CallId of the call.");
        }
    }

    private static bool AddResultsOf(List<OpenAIMessage> messages, ChatMessage message)
    {
        var any = false;
        foreach (var result in message.Contents.OfType<FunctionResultContent>())
        {
            messages.Add(new OpenAIMessage { Role = "tool", ToolCallId = result.CallId, Content = ExtraProperties.ToText(result.Result) });
            any = true;
        }

        return any;
    }

    private static OpenAIContentPart? ToPart(AIContent content, TargetSettings target) => content switch
    {
        TextContent text => OpenAIContentPart.FromText(text.Text),
        DataContent data when data.HasTopLevelMediaType("image") => OpenAIContentPart.FromImage(data.Uri, DetailOf(data)),
        DataContent data when data.HasTopLevelMediaType("audio") => OpenAIContentPart.FromAudio(data.Base64Data.ToString(), AudioFormat(data.MediaType)),
        DataContent data => OpenAIContentPart.FromFile(data.Uri, data.Name ?? "file"),
        UriContent uri when uri.HasTopLevelMediaType("image") => OpenAIContentPart.FromImage(uri.Uri.AbsoluteUri, DetailOf(uri)),
        HostedFileContent file => OpenAIContentPart.FromFileId(file.FileId),
        TextReasoningContent or UsageContent or ErrorContent => null,
        _ => throw new GoshiException(
            $"{target.Provider}/{target.Model} takes no {content.GetType().Name} in a message"
            + $"{(content is UriContent other ? $" of type {other.MediaType}" : "")}. Send text, an image, audio or a file."),
    };

    private static string AudioFormat(string mediaType) =>
        mediaType.Contains("wav", StringComparison.OrdinalIgnoreCase) ? "wav"
        : mediaType.Contains("mp", StringComparison.OrdinalIgnoreCase) ? "mp3" // audio/mp3, audio/mpeg
        : mediaType[(mediaType.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private static string? DetailOf(AIContent content) =>
        content.AdditionalProperties?.TryGetValue("detail", out var detail) == true ? detail?.ToString() : null;

    private static string TextOf(ChatMessage message)
    {
        if (message.Contents is [TextContent only])
        {
            return only.Text;
        }

        var text = new StringBuilder();
        foreach (var content in message.Contents.OfType<TextContent>())
        {
            text.Append(content.Text);
        }

        return text.ToString();
    }

    // The wire takes letters, digits and underscores only; a name with another character fails the whole request.
    private static string? NameOf(ChatMessage message)
    {
        if (message.AuthorName is not { Length: > 0 } author)
        {
            return null;
        }

        var name = new string([.. author.Where(static c => char.IsAsciiLetterOrDigit(c) || c == '_').Take(MaxNameLength)]);
        return name.Length == 0 ? null : name;
    }
}
