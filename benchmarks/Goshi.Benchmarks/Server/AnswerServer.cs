using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace Goshi.Benchmarks.Server;

/// <summary>
/// A server that costs as little as possible: it reads a request, and sends bytes that were made before. A prompt ends with
/// <c>#chunks</c> or <c>#chunks@milliseconds</c>, which says how long a stream is and how it is paced.
/// </summary>
internal static class AnswerServer
{
    public const string Argument = "--serve";

    /// <summary>The path below which every request is answered with 503.</summary>
    public const string Busy = "/busy";

    /// <summary>Serves until standard input ends: the server does not outlive who started it.</summary>
    public static async Task<int> RunAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(2048);
        Console.WriteLine(((IPEndPoint)listener.LocalEndPoint!).Port);
        _ = AcceptAsync(listener);
        while (await Console.In.ReadLineAsync() is not null)
        {
        }

        return 0;
    }

    private static async Task AcceptAsync(Socket listener)
    {
        while (true)
        {
            _ = ServeAsync(await listener.AcceptAsync());
        }
    }

    private static async Task ServeAsync(Socket socket)
    {
        socket.NoDelay = true;
        var buffer = new byte[16 * 1024];
        var filled = 0;
        try
        {
            while (true)
            {
                int length;
                while ((length = RequestLength(buffer.AsSpan(0, filled))) == 0 || filled < length)
                {
                    var read = await socket.ReceiveAsync(buffer.AsMemory(filled));
                    if (read == 0)
                    {
                        socket.Dispose();
                        return;
                    }

                    filled += read;
                }

                var (chunks, pace) = Wish(buffer.AsSpan(0, length));
                var isBusy = buffer.AsSpan(0, length).StartsWith("POST /busy"u8);
                buffer.AsSpan(length, filled - length).CopyTo(buffer);
                filled -= length;
                await (isBusy ? SendBusyAsync(socket) : AnswerAsync(socket, chunks, pace));
            }
        }
        catch (SocketException)
        {
            socket.Dispose();
        }
    }

    private static async Task SendBusyAsync(Socket socket) => await socket.SendAsync(Answers.Busy);

    private static async Task AnswerAsync(Socket socket, int chunks, int pace)
    {
        if (chunks == 0)
        {
            await socket.SendAsync(Answers.Small);
            return;
        }

        var parts = Answers.Stream(chunks);
        if (pace == 0)
        {
            // Bursts of a few events, as a fast model behind a proxy sends them.
            foreach (var burst in parts.Chunk(16))
            {
                await socket.SendAsync(Array.ConvertAll(burst, static part => new ArraySegment<byte>(part)));
            }

            return;
        }

        foreach (var part in parts)
        {
            await socket.SendAsync(part);
            await Task.Delay(pace);
        }
    }

    /// <summary>The bytes of the first request in the buffer; 0: its head is not complete.</summary>
    private static int RequestLength(ReadOnlySpan<byte> bytes)
    {
        var head = bytes.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return 0;
        }

        var at = bytes.IndexOf("Content-Length: "u8);
        return at >= 0 && at < head && Utf8Parser.TryParse(bytes[(at + 16)..], out int length, out _) ? head + 4 + length : head + 4;
    }

    private static (int Chunks, int Pace) Wish(ReadOnlySpan<byte> request)
    {
        var at = request.IndexOf((byte)'#');
        if (at < 0 || !Utf8Parser.TryParse(request[(at + 1)..], out int chunks, out var digits))
        {
            return default;
        }

        var rest = request[(at + 1 + digits)..];
        return (chunks, rest[0] == (byte)'@' && Utf8Parser.TryParse(rest[1..], out int pace, out _) ? pace : 0);
    }
}
