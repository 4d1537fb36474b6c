using System.Runtime.CompilerServices;
using System.Text;
using Goshi.Wire;
using Microsoft.Extensions.AI;

namespace Goshi.Providers.OpenAI;

/// <summary>A chat-completions stream as chat updates.</summary>
internal sealed class OpenAIChatStream(HttpResponseMessage response, ChatCallInput input, StreamMeter meter, TimeProvider time)
    : ChatStream(response, input, meter)
{
    private readonly ToolCallAssembler _calls = new();
    private OpenAIChunkReader? _reader;
    private Queue<ChatResponseUpdate>? _whole;
    private StringBuilder? _refusal;
    private List<OpenAITokenLogprob>? _logprobs;
    private DateTimeOffset? _createdAt;
    private bool _isFirst = true;

    // Some servers report a running count in each chunk. Contents of usage are added up by those who fold a stream, so only
    // the last count is handed over: with the chunk that has nothing else, or at the end.
    private OpenAIUsage? _usage;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<ChatResponseUpdate?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_reader is null && !IsEnded)
            {
                // Some servers and proxies answer a request for a stream with one piece of JSON.
                if (_whole is not null || HasMediaType("application/json"))
                {
                    return await ReadWholeAsync(cancellationToken).ConfigureAwait(false);
                }

                _reader = new OpenAIChunkReader(await OpenBodyAsync(cancellationToken).ConfigureAwait(false), Input.Target.Provider, time, keepUtf8: false);
            }

            while (!IsEnded && await _reader!.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (Take(_reader.Chunk) is { } update)
                {
                    return update;
                }
            }

            return IsEnded ? null : Flush();
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

    private async ValueTask<ChatResponseUpdate?> ReadWholeAsync(CancellationToken cancellationToken)
    {
        if (_whole is null)
        {
            var answer = await OpenAIChatProtocol.ReadWholeAsync(Response, Input, Meter, cancellationToken).ConfigureAwait(false);
            _whole = new Queue<ChatResponseUpdate>(answer.ToChatResponseUpdates());
        }

        IsEnded = !_whole.TryDequeue(out var update);
        IsContent = update?.Contents.Any(static content => content is not UsageContent) is true;
        return update;
    }

    private ChatResponseUpdate? Take(in OpenAIChatChunk chunk)
    {
        Meter.Chunk();
        OpenAIResponseMapper.Note(Meter, chunk.Id, chunk.Model, chunk.ServiceTier, chunk.Usage);
        _createdAt ??= OpenAIResponseMapper.Moment(chunk.Created);
        var contents = new List<AIContent>(1);
        IsContent = chunk.Choice is { } choice && TakeChoice(choice, contents);
        if (chunk.Choice?.FinishReason is { } reason)
        {
            Meter.FinishReason ??= OpenAIResponseMapper.FinishReason(reason);
            TakeWhole(contents);
        }

        if (chunk.Usage is { } counted)
        {
            _usage = counted;
            Meter.IsUsageFinal = Meter.FinishReason is not null;
        }

        if (chunk.Choice is null)
        {
            TakeUsage(contents);
        }

        return IsContent || contents.Count > 0 || chunk.Choice?.FinishReason is not null ? Create(contents, chunk) : null;
    }

    private bool TakeChoice(in OpenAIChoiceDelta choice, List<AIContent> contents)
    {
        var isContent = false;
        if (Meter.Content(choice.Reasoning))
        {
            contents.Add(new TextReasoningContent(choice.Reasoning));
            isContent = true;
        }

        if (Meter.Text(choice.Content))
        {
            contents.Add(new TextContent(choice.Content));
            isContent = true;
        }

        isContent |= OpenAIDetailsMapper.AddContents(choice.Details, contents, Meter, isStream: true);
        if (choice.Details?.Logprobs is { } logprobs)
        {
            (_logprobs ??= []).AddRange(logprobs);
        }

        if (Meter.Content(choice.Refusal))
        {
            (_refusal ??= new StringBuilder()).Append(choice.Refusal);
            isContent = true;
        }

        foreach (var call in choice.ToolCalls ?? [])
        {
            _calls.Add(call);
            isContent |= Meter.Content(call.Name) | Meter.Content(call.Arguments);
        }

        return isContent;
    }

    /// <summary>What is handed over only when it is whole.</summary>
    private void TakeWhole(List<AIContent> contents)
    {
        if (_refusal is { Length: > 0 })
        {
            contents.Add(new ErrorContent(_refusal.ToString()) { ErrorCode = OpenAIResponseMapper.Refusal });
            _refusal.Clear();
        }

        contents.AddRange(_calls.Take());
    }

    private void TakeUsage(List<AIContent> contents)
    {
        if (_usage is { } usage)
        {
            contents.Add(new UsageContent(OpenAIResponseMapper.ToDetails(usage)));
            _usage = null;
        }
    }

    /// <summary>A server may end without saying why; what is whole by then is handed over all the same.</summary>
    private ChatResponseUpdate? Flush()
    {
        IsEnded = true;
        IsContent = false;
        if (Meter.Chunks == 0)
        {
            // Some proxies end a stream that they never began: that is no answer, not an empty one.
            throw new StreamInterruptedException(
                $"The stream of {Input.Target.Provider} ended without a single chunk of an answer.", Input.Target.Provider);
        }

        List<AIContent> contents = [];
        TakeWhole(contents);
        TakeUsage(contents);
        return contents.Count > 0 ? Create(contents, _reader!.Chunk with { Choice = null }) : null;
    }

    private ChatResponseUpdate Create(List<AIContent> contents, in OpenAIChatChunk chunk)
    {
        return new ChatResponseUpdate(ChatRole.Assistant, contents)
        {
            ResponseId = Meter.ResponseId,
            MessageId = Meter.ResponseId,
            ModelId = Meter.ResponseModel ?? Input.Target.Model,
            CreatedAt = _createdAt,
            FinishReason = OpenAIResponseMapper.FinishReason(chunk.Choice?.FinishReason),
            AdditionalProperties = chunk.Choice?.FinishReason is null ? null : OpenAIDetailsMapper.Properties(_logprobs),
            RawRepresentation = IsTextAlone(chunk) ? null : chunk,
        };
    }

    // Such a chunk, boxed, would be a third of what an update takes, and says nothing that the first one did not.
    private bool IsTextAlone(in OpenAIChatChunk chunk)
    {
        var isFirst = _isFirst;
        _isFirst = false;
        return !isFirst && chunk is
        {
            Usage: null,
            OtherChoices.Count: 0,
            Choice: { Reasoning: null, Refusal: null, ToolCalls: null, Details: null, FinishReason: null },
        };
    }
}
