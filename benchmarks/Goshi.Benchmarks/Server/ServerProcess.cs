using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Goshi.Benchmarks.Server;

/// <summary>The server in a process of its own, so that its garbage and its time are not the client's.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, int port)
    {
        _process = process;
        BaseUrl = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/v1"));
    }

    public Uri BaseUrl { get; }

    public static ServerProcess Start()
    {
        var process = StartSelf(AnswerServer.Argument);
        return new ServerProcess(process, int.Parse(process.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture));
    }

    /// <summary>Starts this program again.</summary>
    public static Process StartSelf(params ReadOnlySpan<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    /// <summary>Gives the client and the server a core each, where there are two and the system allows it.</summary>
    public void Pin()
    {
        if (Environment.ProcessorCount > 1 && (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()))
        {
            using var client = Process.GetCurrentProcess();
            client.ProcessorAffinity = 1;
            _process.ProcessorAffinity = 2;
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
