using System.Net;
using System.Net.Sockets;

namespace Goshi.Loopback;

/// <summary>A loopback port that stays ours whether or not somebody listens on it.</summary>
/// <remarks>
/// On Unix a socket is bound and never listens: the kernel refuses connections, lets a listener of ours bind the same
/// port (SO_REUSEADDR, which .NET sets when it binds TCP sockets), and gives the port to nobody else. Windows allows no
/// second binding, so there the port is free while the provider is down.
/// </remarks>
internal sealed class ReservedPort : IDisposable
{
    private readonly Socket? _holder;

    private ReservedPort(int number, Socket? holder)
    {
        Number = number;
        _holder = holder;
    }

    public int Number { get; }

    public static ReservedPort Take(int wanted)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, wanted));
            var number = ((IPEndPoint)socket.LocalEndPoint!).Port;
            if (!OperatingSystem.IsWindows())
            {
                return new ReservedPort(number, socket);
            }

            socket.Dispose();
            return new ReservedPort(number, holder: null);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => _holder?.Dispose();
}
