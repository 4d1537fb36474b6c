using System.Collections.Concurrent;
using System.Net;

namespace Goshi.Runtime.Tests.Network;

/// <summary>
/// A line between this network and a far one, packet by packet: late, lossy, or dead. The ends are the kernel's own TCP, which
/// sends again, backs off and gives up as over any bad line.
/// </summary>
internal sealed class Link : IDisposable
{
    private readonly FarNetwork _network = new();
    private readonly Tunnel _near;
    private readonly Tunnel _far;
    private readonly Random _random = new(20261122);
    private volatile bool _isDown;
    private long _lost;
    private long _passed;

    public Link()
    {
        _near = new Tunnel("goshi0", "10.91.0.1/24");
        _far = Run(static () => new Tunnel("goshi1", $"{First}/24", $"{Second}/24"));
        Forward(_near, _far);
        Forward(_far, _near);
    }

    /// <summary>An address on the far side.</summary>
    public static IPAddress First { get; } = IPAddress.Parse("10.91.0.2");

    /// <summary>Another one there.</summary>
    public static IPAddress Second { get; } = IPAddress.Parse("10.91.0.3");

    /// <summary>The part of the packets that is lost, 0 to 1.</summary>
    public double Loss { get; init; }

    /// <summary>How long each packet is on its way.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Packets that arrived.</summary>
    public long Passed => Interlocked.Read(ref _passed);

    /// <summary>Packets that did not.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Whether every packet is lost.</summary>
    public bool IsDown
    {
        get => _isDown;
        set => _isDown = value;
    }

    /// <summary>Runs a function on the far side.</summary>
    public T Run<T>(Func<T> function) => _network.Run(function);

    public void Dispose()
    {
        _near.Dispose();
        Run(() =>
        {
            _far.Dispose();
            return 0;
        });
        _network.Dispose();
    }

    private void Forward(Tunnel from, Tunnel to)
    {
        var underway = new BlockingCollection<(DateTime Due, byte[] Packet)>();
        Start(() =>
        {
            var buffer = new byte[2048];
            while (from.Read(buffer) is > 0 and var length)
            {
                if (IsDown || IsLost())
                {
                    Interlocked.Increment(ref _lost);
                    continue;
                }

                underway.Add((DateTime.UtcNow + Delay, buffer[..length]));
            }

            underway.CompleteAdding();
        });
        Start(() =>
        {
            foreach (var (due, packet) in underway.GetConsumingEnumerable())
            {
                if (due - DateTime.UtcNow is var left && left > TimeSpan.Zero)
                {
                    Thread.Sleep(left);
                }

                to.Write(packet);
                Interlocked.Increment(ref _passed);
            }
        });
    }

    private bool IsLost()
    {
        lock (_random)
        {
            return _random.NextDouble() < Loss;
        }
    }

    private static void Start(Action loop) => new Thread(() =>
    {
        try
        {
            loop();
        }
        catch (ObjectDisposedException)
        {
            // The link is no more.
        }
    }) { IsBackground = true, Name = "link" }.Start();
}
