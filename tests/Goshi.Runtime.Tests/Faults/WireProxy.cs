using System.Net;
using System.Net.Sockets;

namespace Goshi.Runtime.Tests.Faults;

/// <summary>How the proxy ends what it forwards.</summary>
public enum WireEnd
{
    /// <summary>Closes both directions (FIN).</summary>
    Close,

    /// <summary>Resets the connection (RST), which may take bytes along that the client had not read.</summary>
    Reset,

    /// <summary>Forwards nothing more and keeps the connection open, as a router does that lost its way.</summary>
    Silence,
}

/// <summary>A TCP proxy before a server: passes bytes on, one at a time if asked to, and ends a connection at a byte.</summary>
internal sealed class WireProxy : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _server;
    private readonly Task _accepting;
    private volatile Fault? _fault;
    private int _open;
    private long _passed;

    /// <summary>Listens before a server.</summary>
    /// <param name="server">The server's address.</param>
    /// <param name="at">Where to listen; null: at the loopback address.</param>
    /// <param name="port">The port; 0: any.</param>
    public WireProxy(string server, IPAddress? at = null, int port = 0)
    {
        _server = new Uri(server);
        _listener = new TcpListener(at ?? IPAddress.Loopback, port);
        _listener.Start();
        Address = new UriBuilder(_server) { Host = (at ?? IPAddress.Loopback).ToString(), Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri.ToString();
        _accepting = AcceptAsync();
    }

    /// <summary>The server's address, by way of the proxy.</summary>
    public string Address { get; }

    /// <summary>Whether each byte of a response is sent for itself.</summary>
    public bool Trickles { get; set; }

    /// <summary>Bytes of responses that were passed on.</summary>
    public long Passed => Interlocked.Read(ref _passed);

    /// <summary>Connections that are open.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Ends the next response, or request, when this many bytes of it were passed on; done when that has happened.</summary>
    public Task EndAfter(int bytes, WireEnd end, bool ofRequest = false)
    {
        var fault = new Fault(bytes, end, ofRequest);
        _fault = fault;
        return fault.Happened.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        Interlocked.Increment(ref _open);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await server.ConnectAsync(_server.Host, _server.Port, over.Token);
            var requests = PumpAsync(client, server, isRequest: true, over.Token);
            var responses = PumpAsync(server, client, isRequest: false, over.Token);
            var reset = await await Task.WhenAny(requests, responses);
            await over.CancelAsync();
            reset |= (await Task.WhenAll(requests, responses)).Any(static ended => ended);
            client.LingerState = new LingerOption(reset, 0);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // The server has gone, or the test has: so does the connection.
        }
        finally
        {
            client.Dispose();
            Interlocked.Decrement(ref _open);
        }
    }

    /// <summary>Passes bytes on until one side is gone; true: the client's connection is to be reset.</summary>
    private async Task<bool> PumpAsync(Socket from, Socket to, bool isRequest, CancellationToken over)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (true)
            {
                var length = Trickles && !isRequest ? 1 : buffer.Length;
                var read = await from.ReceiveAsync(buffer.AsMemory(0, length), over);
                var fault = _fault is { } set && set.OfRequest == isRequest ? set : null;
                var pass = fault is null ? read : Math.Min(read, fault.Left);
                for (var sent = 0; sent < pass;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, pass - sent), over);
                }

                if (!isRequest)
                {
                    Interlocked.Add(ref _passed, pass);
                }

                if (read == 0)
                {
                    return false;
                }

                if (fault is null || (fault.Left -= pass) > 0)
                {
                    continue;
                }

                _fault = null;
                fault.Happened.TrySetResult();
                if (fault.End is not WireEnd.Silence)
                {
                    return fault.End is WireEnd.Reset;
                }

                await Task.Delay(Timeout.Infinite, over);
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private sealed class Fault(int left, WireEnd end, bool ofRequest)
    {
        public int Left { get; set; } = left;

        public WireEnd End => end;

        public bool OfRequest => ofRequest;

        public TaskCompletionSource Happened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
