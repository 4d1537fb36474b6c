namespace Goshi.Loopback;

/// <summary>How a loopback provider is started.</summary>
public sealed record LoopbackOptions
{
    /// <summary>Drives every scripted delay and every timestamp. Default: the system's clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The port on 127.0.0.1; 0, the default, takes a free one.</summary>
    public int Port { get; init; }
}
