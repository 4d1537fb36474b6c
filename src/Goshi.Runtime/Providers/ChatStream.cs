using System.Text.Json;
using Goshi.Http;
using Goshi.Wire;
using Microsoft.Extensions.AI;

namespace Goshi.Providers;

/// <summary>One streamed answer. It owns the response.</summary>
/// <remarks>
/// Empty and role-only events are skipped. A fragment of a tool call or of a refusal comes back as an update without contents: it
/// is content, so it ends the wait for the first token and commits the target, but the call is handed over only when it is whole,
/// in the update that says why the answer ended. Usage is in the last update.
/// </remarks>
internal abstract class ChatStream(HttpResponseMessage response, ChatCallInput input, StreamMeter meter) : IAsyncDisposable
{
    /// <summary>Whether the update last read is content: text, reasoning, refusal or tool call.</summary>
    public bool IsContent { get; protected set; }

    protected HttpResponseMessage Response => response;

    protected ChatCallInput Input => input;

    protected StreamMeter Meter => meter;

    /// <summary>Nothing more is read: the answer is complete, or the stream was disposed.</summary>
    protected bool IsEnded { get; set; }

    /// <summary>The next update; null: the answer is complete.</summary>
    /// <exception cref="StreamInterruptedException">The stream broke, or ended without its terminator.</exception>
    /// <exception cref="ProviderException">The server reported an error inside the stream.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public abstract ValueTask<ChatResponseUpdate?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Ends the stream and frees its connection, finished or not.</summary>
    public virtual ValueTask DisposeAsync()
    {
        IsEnded = true;
        response.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The body, unless it is a proxy's login page or that of a wrong address: asking again gets the same page.</summary>
    protected Task<Stream> OpenBodyAsync(CancellationToken cancellationToken) => HasMediaType("text/html")
        ? throw ProviderErrors.Unreadable(response, input.Target.Provider, input.Target.Model, null)
        : response.Content.ReadAsStreamAsync(cancellationToken);

    protected bool HasMediaType(string mediaType) => string.Equals(response.Content.Headers.ContentType?.MediaType, mediaType, StringComparison.OrdinalIgnoreCase);

    protected static bool IsBreak(Exception failure) => failure is StreamInterruptedException or JsonException;

    /// <summary>What the reader of a stream that broke is told.</summary>
    protected StreamInterruptedException Interrupted(Exception failure)
    {
        var exception = failure as StreamInterruptedException ?? StreamFailures.From(failure, input.Target.Provider);
        return new StreamInterruptedException(exception.Message, input.Target.Provider, exception.InnerException)
        {
            Model = meter.ResponseModel ?? input.Target.Model,
            PartialText = meter.PartialText,
            Usage = meter.Usage,
            IsCostEstimated = meter.Usage is null,
        };
    }
}
