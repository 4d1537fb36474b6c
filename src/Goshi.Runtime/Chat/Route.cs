namespace Goshi.Chat;

/// <summary>The targets of the root or of one profile, in the order in which they are tried.</summary>
/// <param name="Targets">At least one; the first is the primary, under <c>provider: auto</c> the local one.</param>
/// <param name="FailoverAfter">The time at one target after which a call moves on to a later one.</param>
internal sealed record Route(IReadOnlyList<ChatTarget> Targets, TimeSpan FailoverAfter)
{
    /// <summary>The primary target.</summary>
    public ChatTarget First => Targets[0];

    /// <summary>Chooses between the two orders at each call, under <c>provider: auto</c>; null: the order is fixed.</summary>
    public AutoChoice? Auto { get; init; }

    /// <summary>The order for a call that begins while the local target does not answer.</summary>
    public IReadOnlyList<ChatTarget>? WithoutLocal { get; init; }

    /// <summary>The order for a call that begins now.</summary>
    public async ValueTask<IReadOnlyList<ChatTarget>> TargetsNowAsync(CancellationToken cancellationToken) =>
        Auto is null || await Auto.LocalFirstAsync(cancellationToken).ConfigureAwait(false) ? Targets : WithoutLocal!;
}
