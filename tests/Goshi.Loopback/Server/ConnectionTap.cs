using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Goshi.Loopback;

/// <summary>Counts connections, and writes straight to the socket.</summary>
/// <remarks>
/// Kestrel's transport sends from a loop of its own, so a flush says only that the bytes are queued, and a reset right
/// after it may overtake them. With this writer a finished flush means that the kernel has them: "two chunks, then a
/// reset" delivers two chunks every time.
/// </remarks>
internal sealed class ConnectionTap(ConnectionDelegate next, RequestJournal journal)
{
    public async Task RunAsync(ConnectionContext connection)
    {
        journal.ConnectionOpened();
        var transport = connection.Transport;
        try
        {
            var socket = connection.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
            await using var stream = new NetworkStream(socket, ownsSocket: false);
            connection.Transport = new DirectTransport(transport.Input, PipeWriter.Create(stream));
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            connection.Transport = transport;
            journal.ConnectionClosed();
        }
    }

    private sealed class DirectTransport(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
