using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Goshi.Runtime.Tests.Faults;

/// <summary>Answers each connection's first request with bytes that need not be HTTP, and closes.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly byte[] _answer;
    private readonly Task _serving;

    public RawServer(byte[] answer)
    {
        _answer = answer;
        _listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1";
        _serving = ServeAsync();
    }

    public string Address { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptSocketAsync(_stop.Token);
                await ReadRequestAsync(client);
                await client.SendAsync(_answer);
                client.Shutdown(SocketShutdown.Send);
                while (await client.ReceiveAsync(new byte[1024], _stop.Token) > 0)
                {
                    // To the client's own end, or a reset would take the answer along.
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // The client has gone, or the test has.
        }
    }

    private async Task ReadRequestAsync(Socket client)
    {
        var buffer = new byte[64 * 1024];
        var read = 0;
        while (true)
        {
            read += await client.ReceiveAsync(buffer.AsMemory(read), _stop.Token);
            var text = Encoding.ASCII.GetString(buffer, 0, read);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end >= 0 && read >= end + 4 + LengthOf(text))
            {
                return;
            }
        }
    }

    private static int LengthOf(string head) => int.Parse(
        head.Split("Content-Length: ")[1].Split("\r\n")[0], System.Globalization.CultureInfo.InvariantCulture);
}
