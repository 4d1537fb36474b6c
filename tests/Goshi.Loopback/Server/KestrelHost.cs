using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Goshi.Loopback;

/// <summary>Kestrel without a host around it: no configuration files, no environment, no signal handlers, no logs.</summary>
internal sealed class KestrelHost(ReservedPort port, RequestJournal journal, RequestHandler handler)
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private KestrelServer? _server;

    public bool IsListening => Volatile.Read(ref _server) is not null;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_server is not null)
            {
                return;
            }

            journal.IsGoingDown = false;
            var server = Create();
            try
            {
                await server.StartAsync(new HttpApplication(handler), cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                server.Dispose();
                throw;
            }

            Volatile.Write(ref _server, server);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task StopAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_server is not { } server)
            {
                return;
            }

            Volatile.Write(ref _server, null);
            journal.IsGoingDown = true;

            // A token that is cancelled already: do not wait for answers in flight, break their connections.
            await server.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
            server.Dispose();
            await journal.OpenConnections.WaitAsync(static open => open == 0, "every connection to close").ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private KestrelServer Create()
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Limits.MaxRequestBodySize = null;
        options.Limits.KeepAliveTimeout = TimeSpan.FromHours(1);
        options.Listen(IPAddress.Loopback, port.Number, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => new ConnectionTap(next, journal).RunAsync);
        });

        var transport = new SocketTransportFactory(
            Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        return new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
    }
}
