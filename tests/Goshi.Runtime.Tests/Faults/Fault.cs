using Goshi.Loopback;

namespace Goshi.Runtime.Tests.Faults;

/// <summary>Something that goes wrong, the same way at every attempt at the primary target.</summary>
/// <param name="Name">As in the table of docs/reliability.md.</param>
/// <param name="Reply">What the primary answers; null: the fault is not in an answer.</param>
internal sealed record Fault(string Name, Reply? Reply)
{
    /// <summary>What is to fire for the fault to end, if it is a silence.</summary>
    public Silence Silence { get; init; }

    /// <summary>Whether an answer in one piece, which has no end of its own, cannot have the fault.</summary>
    public bool NeedsStream { get; init; }

    /// <summary>Changes the options, given the loopback's own address.</summary>
    public Action<FaultSetting>? Configure { get; init; }

    public override string ToString() => Name;
}

/// <summary>Which timer ends a silence.</summary>
internal enum Silence
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>The request's or the first token's deadline.</summary>
    BeforeContent,

    /// <summary>The idle deadline; for an answer that is one piece, the request's.</summary>
    AfterContent,

    /// <summary>The patience with the body of an error.</summary>
    InErrorBody,

    /// <summary>The patience with a body that goes on after its terminator.</summary>
    AfterEnd,
}
