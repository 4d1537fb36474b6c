using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Goshi.Runtime.Tests.Network;

/// <summary>A network namespace with a thread in it: the sockets that this thread makes belong there for good. Linux, root.</summary>
internal sealed class FarNetwork : IDisposable
{
    private const int CloneNewNetwork = 0x40000000;

    private readonly BlockingCollection<Action> _work = [];

    public FarNetwork()
    {
        new Thread(Live) { IsBackground = true, Name = "far network" }.Start();
        Run(static () => unshare(CloneNewNetwork) == 0 ? 0 : throw new Win32Exception(Marshal.GetLastPInvokeError()));
    }

    /// <summary>Runs a function on the far side.</summary>
    public T Run<T>(Func<T> function)
    {
        var done = new TaskCompletionSource<T>();
        _work.Add(() =>
        {
            try
            {
                done.SetResult(function());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        return done.Task.GetAwaiter().GetResult();
    }

    /// <summary>Runs <c>ip</c> in the network of the thread that calls.</summary>
    public static void Ip(string arguments)
    {
        using var ip = Process.Start("ip", arguments);
        ip.WaitForExit();
        Assert.True(ip.ExitCode == 0, $"ip {arguments} failed");
    }

    public void Dispose() => _work.CompleteAdding();

    [DllImport("libc", SetLastError = true)]
    private static extern int unshare(int flags);

    private void Live()
    {
        foreach (var action in _work.GetConsumingEnumerable())
        {
            action();
        }
    }
}
