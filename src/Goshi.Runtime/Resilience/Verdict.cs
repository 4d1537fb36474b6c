namespace Goshi.Resilience;

/// <summary>What a failure asks for.</summary>
internal enum Verdict
{
    /// <summary>Another attempt at the same target may succeed; when none is left, another target may.</summary>
    Retry,

    /// <summary>Another attempt at the same target would fail alike; another target may succeed.</summary>
    FailOver,

    /// <summary>No target would do better: the request itself or our code is wrong.</summary>
    Fatal,

    /// <summary>The caller does not want the answer any more.</summary>
    Cancelled,
}
