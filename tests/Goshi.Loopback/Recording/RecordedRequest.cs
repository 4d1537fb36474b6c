using System.Text;
using System.Text.Json;

namespace Goshi.Loopback;

/// <summary>A request as it came in, and what became of it. Nothing is redacted: headers hold the keys that were sent.</summary>
public sealed class RecordedRequest
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Milestone _aborts = new();
    private readonly Milestone _chunks = new();
    private readonly Milestone _stalls = new();
    private int _bodyBytesSent;
    private readonly Lazy<JsonElement?> _json;

    internal RecordedRequest(byte[] body)
    {
        Body = body;
        _json = new Lazy<JsonElement?>(() => Parse(body));
    }

    /// <summary>1 for the first request that the server received, counting both providers.</summary>
    public required int Number { get; init; }

    /// <summary>The provider that the path belongs to.</summary>
    public required LoopbackApi Api { get; init; }

    /// <summary>The method, such as <c>POST</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The path without the query, such as <c>/v1/chat/completions</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The query's parameters, decoded.</summary>
    public required IReadOnlyDictionary<string, string> Query { get; init; }

    /// <summary>The headers by name, whatever the case; several values are joined with a comma.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>When the body had arrived, by the provider's TimeProvider.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Names the TCP connection: requests with the same one shared it.</summary>
    public required string ConnectionId { get; init; }

    /// <summary>The body as it came in.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The body as text.</summary>
    public string BodyText => Encoding.UTF8.GetString(Body.Span);

    /// <summary>The body's JSON.</summary>
    /// <exception cref="InvalidOperationException">The body is no JSON.</exception>
    public JsonElement Json =>
        _json.Value ?? throw new InvalidOperationException($"The body of {Method} {Path} is no JSON: {BodyText}");

    /// <summary>The model that the body (or, for Azure, the path) asks for; null: none.</summary>
    public string? Model { get; internal set; }

    /// <summary>Whether the answer is to be streamed, the provider's default included.</summary>
    public bool IsStreamed { get; internal set; }

    /// <summary>The status that was sent; null: no headers have been sent (yet).</summary>
    public int? StatusCode { get; internal set; }

    /// <summary>How many content chunks of the answer have been handed to the kernel.</summary>
    public int ChunksSent => _chunks.Value;

    /// <summary>How many bytes of the answer's body have been sent, as they are before HTTP frames them.</summary>
    public int BodyBytesSent => Volatile.Read(ref _bodyBytesSent);

    /// <summary>Whether the client closed the connection before the answer was complete.</summary>
    public bool ClientAborted => _aborts.Value > 0;

    /// <summary>Done once the server has finished with the request, however it ended.</summary>
    public Task Completion => _completion.Task;

    internal bool IsAzure { get; init; }

    internal JsonElement? JsonOrNull => _json.Value;

    /// <summary>Waits until this many content chunks have been handed to the kernel.</summary>
    /// <exception cref="TimeoutException">They were not sent within 30 seconds of real time.</exception>
    public Task WaitForChunksAsync(int count, CancellationToken cancellationToken = default) =>
        _chunks.WaitAsync(value => value >= count, $"{count} chunks", cancellationToken);

    /// <summary>Waits until the answer has come to a <see cref="ReplyPoint.Stall"/>.</summary>
    /// <exception cref="TimeoutException">It did not within 30 seconds of real time.</exception>
    public Task WaitForStallAsync(CancellationToken cancellationToken = default) =>
        _stalls.WaitAsync(static value => value > 0, $"{this} to stall", cancellationToken);

    /// <summary>Waits until the client has closed the connection in the middle of the answer.</summary>
    /// <exception cref="TimeoutException">It did not within 30 seconds of real time.</exception>
    public Task WaitForAbortAsync(CancellationToken cancellationToken = default) =>
        _aborts.WaitAsync(static value => value > 0, $"{this} to be aborted", cancellationToken);

    /// <inheritdoc/>
    public override string ToString() => $"#{Number} {Method} {Path} {Model}".TrimEnd();

    internal void ChunkSent() => _chunks.Add(1);

    internal void BytesSent(int count) => Interlocked.Add(ref _bodyBytesSent, count);

    internal void Stalled() => _stalls.Add(1);

    internal void MarkAborted() => _aborts.Add(1);

    internal void Complete() => _completion.TrySetResult();

    private static JsonElement? Parse(byte[] body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
