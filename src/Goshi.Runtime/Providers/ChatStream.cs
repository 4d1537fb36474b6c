using System.Runtime.CompilerServices;
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
    private bool _ended;

    /// <summary>Whether the update last read is content: text, reasoning, refusal or tool call.</summary>
    public bool IsContent { get; protected set; }

    protected HttpResponseMessage Response => response;

    protected ChatCallInput Input => input;

    protected StreamMeter Meter => meter;

    /// <summary>The next update; null: the answer is complete.</summary>
    /// <exception cref="StreamInterruptedException">The stream broke, or ended without its terminator.</exception>
    /// <exception cref="ProviderException">The server reported an error inside the stream.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ChatResponseUpdate?> ReadAsync(CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return null;
        }

        if (response.Content.Headers.ContentType?.MediaType is { } type && type.Equals("text/html", StringComparison.OrdinalIgnoreCase))
        {
            // A proxy's login page or a wrong address: asking again gets the same page.
            throw ProviderErrors.Unreadable(response, input.Target.Provider, input.Target.Model, null);
        }

        try
        {
            var update = await ReadCoreAsync(cancellationToken).ConfigureAwait(false);
            _ended = update is null;
            return update;
        }
        catch (Exception failure) when (failure is StreamInterruptedException or JsonException)
        {
            var exception = failure as StreamInterruptedException ?? StreamFailures.From(failure, input.Target.Provider);
            throw new StreamInterruptedException(exception.Message, input.Target.Provider, exception.InnerException)
            {
                Model = meter.ResponseModel ?? input.Target.Model,
                PartialText = meter.PartialText,
                Usage = meter.Usage,
                IsCostEstimated = meter.Usage is null,
            };
        }
    }

    /// <summary>Ends the stream and frees its connection, finished or not.</summary>
    public virtual ValueTask DisposeAsync()
    {
        _ended = true;
        response.Dispose();
        return ValueTask.CompletedTask;
    }

    protected abstract ValueTask<ChatResponseUpdate?> ReadCoreAsync(CancellationToken cancellationToken);
}
