using System.Globalization;

namespace Goshi.Loopback;

public sealed partial record Reply
{
    /// <summary>Appends pieces of text.</summary>
    public Reply ThenText(params ReadOnlySpan<string> chunks)
    {
        var deltas = Deltas.ToBuilder();
        foreach (var chunk in chunks)
        {
            deltas.Add(new TextDelta(chunk));
        }

        return this with { Deltas = deltas.ToImmutable() };
    }

    /// <summary>Appends tool calls.</summary>
    public Reply ThenToolCalls(params ReadOnlySpan<ToolCall> calls)
    {
        var deltas = Deltas.ToBuilder();
        foreach (var call in calls)
        {
            deltas.Add(new ToolCallDelta(call));
        }

        return this with { Deltas = deltas.ToImmutable() };
    }

    /// <summary>
    /// Puts reasoning before the answer: <c>thinking</c> on Ollama, <c>reasoning_content</c> on OpenAI, as compatible
    /// servers send it (OpenAI itself shows none).
    /// </summary>
    public Reply WithReasoning(params ReadOnlySpan<string> chunks)
    {
        var deltas = Deltas.ToBuilder();
        for (var i = 0; i < chunks.Length; i++)
        {
            deltas.Insert(i, new ReasoningDelta(chunks[i]));
        }

        return this with { Deltas = deltas.ToImmutable() };
    }

    /// <summary>The tokens that the answer reports; without this, a quarter of the characters of prompt and answer.</summary>
    /// <param name="prompt">Tokens of the prompt, cached ones included; null: the field is left out.</param>
    /// <param name="completion">Tokens of the answer, reasoning included; null: the field is left out.</param>
    /// <param name="cached">The part of the prompt that came from the cache. OpenAI only.</param>
    /// <param name="reasoning">The part of the answer that was reasoning. OpenAI only.</param>
    public Reply WithUsage(int? prompt, int? completion, int cached = 0, int reasoning = 0) =>
        WithUsage(new ReplyUsage(prompt, completion) { Cached = cached, Reasoning = reasoning });

    /// <summary>The tokens that the answer reports.</summary>
    public Reply WithUsage(ReplyUsage usage) => this with { Usage = usage, ReportsUsage = true };

    /// <summary>The answer reports no usage, though it was asked for.</summary>
    public Reply WithoutUsage() => this with { ReportsUsage = false };

    /// <summary>Why the answer ended. Default: <c>stop</c>, or <c>tool_calls</c> on OpenAI when there are any.</summary>
    public Reply WithFinishReason(string reason) => this with { FinishReason = reason };

    /// <summary>The model that the answer names. Default: the one that was asked for.</summary>
    public Reply WithModel(string model) => this with { Model = model };

    /// <summary>The answer's id. Default: made from the request's number. OpenAI only.</summary>
    public Reply WithId(string id) => this with { Id = id };

    /// <summary>The service tier that the answer names. Default: the one that was asked for, else <c>default</c>.</summary>
    public Reply WithServiceTier(string tier) => this with { ServiceTier = tier };

    /// <summary>Sets a response header, or replaces one that is sent by itself.</summary>
    public Reply WithHeader(string name, string value) => this with { Headers = Headers.Add(new(name, value)) };

    /// <summary>Sets Retry-After in seconds, fractional if need be.</summary>
    public Reply WithRetryAfter(TimeSpan wait) =>
        WithHeader("Retry-After", wait.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture));
}
