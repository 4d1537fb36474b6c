using System.Runtime.CompilerServices;
using Goshi.Providers.OpenAI;
using Goshi.Wire;
using Microsoft.Extensions.AI;

namespace Goshi.Providers.Ollama;

/// <summary>An Ollama stream as chat updates.</summary>
internal sealed class OllamaChatStream(HttpResponseMessage response, ChatCallInput input, StreamMeter meter, TimeProvider time)
    : ChatStream(response, input, meter)
{
    private OllamaLineReader? _reader;
    private bool _handedOver;
    private DateTimeOffset? _createdAt;
    private List<OpenAITokenLogprob>? _logprobs;

    // Ollama gives an answer no id, but what shows or stores messages needs one.
    private string? _id;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<ChatResponseUpdate?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            _reader ??= new OllamaLineReader(await OpenBodyAsync(cancellationToken).ConfigureAwait(false), Input.Target.Provider, time, keepUtf8: false);
            while (!IsEnded && await _reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (Take(_reader.Line) is { } update)
                {
                    return update;
                }
            }

            IsEnded = true;
            IsContent = false;
            return null;
        }
        catch (Exception failure) when (IsBreak(failure))
        {
            throw Interrupted(failure);
        }
    }

    public override ValueTask DisposeAsync()
    {
        _reader?.Dispose();
        return base.DisposeAsync();
    }

    private ChatResponseUpdate? Take(in OllamaChatResponse line)
    {
        Meter.Chunk();
        Meter.ResponseModel = line.Model ?? Meter.ResponseModel;
        Meter.ResponseId ??= _id ??= Guid.NewGuid().ToString("N");
        _createdAt ??= line.CreatedAt;
        var contents = new List<AIContent>(1);
        IsContent = TakeContent(line, contents);
        if (line.Done)
        {
            TakeEnd(line, contents);
        }

        // A line of text alone, boxed, would say nothing that the first one did not.
        var isTextAlone = !line.Done && _handedOver && contents is [TextContent] && line.Logprobs is null;
        _handedOver |= contents.Count > 0;
        return contents.Count == 0 && !line.Done ? null : new ChatResponseUpdate(ChatRole.Assistant, contents)
        {
            ResponseId = _id,
            MessageId = _id,
            ModelId = Meter.ResponseModel ?? Input.Target.Model,
            CreatedAt = _createdAt,
            FinishReason = line.Done ? Meter.FinishReason : null,
            AdditionalProperties = line.Done ? OpenAIDetailsMapper.Properties(_logprobs) : null,
            RawRepresentation = isTextAlone ? null : line,
        };
    }

    private bool TakeContent(in OllamaChatResponse line, List<AIContent> contents)
    {
        if (Meter.Content(line.Thinking))
        {
            contents.Add(new TextReasoningContent(line.Thinking));
        }

        if (Meter.Text(line.Content))
        {
            contents.Add(new TextContent(line.Content));
        }

        if (line.Logprobs is { } logprobs)
        {
            (_logprobs ??= []).AddRange(logprobs);
        }

        foreach (var call in line.ToolCalls ?? [])
        {
            Meter.Content(call.Name);
            Meter.Content(call.Arguments);
            contents.Add(ToolCallAssembler.Create(call.Id, call.Name, call.Arguments));
            Meter.FinishReason = ChatFinishReason.ToolCalls;
        }

        return contents.Count > 0;
    }

    private void TakeEnd(in OllamaChatResponse line, List<AIContent> contents)
    {
        // Ollama says "stop" after tool calls too.
        var called = Meter.FinishReason == ChatFinishReason.ToolCalls && line.DoneReason is null or "stop";
        Meter.FinishReason = called ? ChatFinishReason.ToolCalls : OpenAIResponseMapper.FinishReason(line.DoneReason) ?? ChatFinishReason.Stop;
        Meter.Usage = line.ToTokenUsage() ?? Meter.Usage;
        if (line.PromptEvalCount is not null || line.EvalCount is not null)
        {
            contents.Add(new UsageContent(ToDetails(line)));
        }
    }

    private static UsageDetails ToDetails(in OllamaChatResponse line)
    {
        var details = new UsageDetails
        {
            InputTokenCount = line.PromptEvalCount,
            OutputTokenCount = line.EvalCount,
            TotalTokenCount = line.PromptEvalCount + line.EvalCount,
        };
        Add("TotalDurationMicroseconds", line.TotalDuration);
        Add("LoadDurationMicroseconds", line.LoadDuration);
        Add("PromptEvalDurationMicroseconds", line.PromptEvalDuration);
        Add("EvalDurationMicroseconds", line.EvalDuration);
        return details;

        void Add(string name, TimeSpan? duration)
        {
            if (duration is { } time)
            {
                (details.AdditionalCounts ??= [])[name] = time.Ticks / TimeSpan.TicksPerMicrosecond;
            }
        }
    }
}
