namespace Goshi.Runtime.Tests.Network;

/// <summary>A fact about a network of our own; skipped unless GOSHI_NETWORK names a hosts file that may be written. See docs/testing.md.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NetworkFactAttribute : FactAttribute
{
    public NetworkFactAttribute()
    {
        if (HostsFile is null)
        {
            Skip = "GOSHI_NETWORK names no hosts file";
        }
    }

    public static string? HostsFile { get; } = Environment.GetEnvironmentVariable("GOSHI_NETWORK");
}
