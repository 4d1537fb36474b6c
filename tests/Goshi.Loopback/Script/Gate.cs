namespace Goshi.Loopback;

/// <summary>Holds an answer at one point until the test lets it go on.</summary>
/// <remarks>Once open it stays open; one gate may hold several answers. A client that goes away leaves it.</remarks>
public sealed class Gate
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Milestone _arrivals = new();

    /// <summary>Whether answers pass.</summary>
    public bool IsOpen => _opened.Task.IsCompleted;

    /// <summary>Waits until this many answers have arrived here, counting those that have passed.</summary>
    /// <exception cref="TimeoutException">They did not arrive within 30 seconds of real time.</exception>
    public Task ReachedAsync(int count = 1, CancellationToken cancellationToken = default) =>
        _arrivals.WaitAsync(value => value >= count, $"{count} arrivals at the gate", cancellationToken);

    /// <summary>Lets every answer pass, those to come too.</summary>
    public void Open() => _opened.TrySetResult();

    internal Task PassAsync(CancellationToken cancellationToken)
    {
        _arrivals.Add(1);
        return _opened.Task.WaitAsync(cancellationToken);
    }
}
