using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Goshi.Runtime.Tests.Network;

/// <summary>One end of a link: a network device whose packets are read and written here.</summary>
internal sealed class Tunnel : IDisposable
{
    private const int ReadWrite = 2;
    private const nuint SetInterface = 0x400454CA;
    private const short PacketsAlone = 0x1001; // IFF_TUN | IFF_NO_PI

    private readonly string _name;
    private readonly SafeFileHandle _device;

    /// <summary>Makes the device in the network of the thread that calls.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="addresses">Its addresses, with the width of their network.</param>
    public Tunnel(string name, params string[] addresses)
    {
        _name = name;
        _device = open("/dev/net/tun", ReadWrite);
        var request = new byte[40];
        Encoding.ASCII.GetBytes(name, request);
        BitConverter.TryWriteBytes(request.AsSpan(16), PacketsAlone);
        if (_device.IsInvalid || ioctl(_device, SetInterface, request) < 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        foreach (var address in addresses)
        {
            FarNetwork.Ip($"addr add {address} dev {name}");
        }

        FarNetwork.Ip($"link set {name} up");
    }

    /// <summary>Waits for the next packet; its length, or less than 0 when the device is gone.</summary>
    public int Read(byte[] packet) => (int)read(_device, packet, (nuint)packet.Length);

    public void Write(byte[] packet) => write(_device, packet, (nuint)packet.Length);

    /// <summary>Takes the device away, from the network that it was made in; whoever waits for its next packet is told.</summary>
    public void Dispose()
    {
        FarNetwork.Ip($"link del {_name}");
        _device.Dispose();
    }

    [DllImport("libc", SetLastError = true)]
    private static extern SafeFileHandle open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int ioctl(SafeFileHandle file, nuint request, byte[] argument);

    [DllImport("libc")]
    private static extern nint read(SafeFileHandle file, byte[] buffer, nuint count);

    [DllImport("libc")]
    private static extern nint write(SafeFileHandle file, byte[] buffer, nuint count);
}
