using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Goshi.Loopback;

/// <summary>How a connection ends other than by HTTP's rules.</summary>
internal static class ConnectionEnds
{
    /// <summary>Sends FIN with the response unfinished, and waits until the client has closed its side too.</summary>
    /// <remarks>Without the wait, Kestrel's abort would turn it into a reset.</remarks>
    public static async Task CloseAsync(HttpContext context)
    {
        context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket.Shutdown(SocketShutdown.Send);
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
    }
}
