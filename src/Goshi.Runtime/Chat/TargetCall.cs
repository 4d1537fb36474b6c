using Goshi.Cost;
using Goshi.Providers;
using Goshi.Resilience;
using Goshi.Wire;
using Microsoft.Extensions.AI;
using Polly;

namespace Goshi.Chat;

/// <summary>One call at one target: admitted once, then attempted until the pipeline is satisfied or gives up.</summary>
internal sealed class TargetCall : IDisposable
{
    private readonly ChatCall _call;
    private readonly ChatTarget _target;
    private readonly long _worstCasePico;
    private readonly ChatCallInput _input;
    private readonly IWireBody _request;
    private BudgetReservation? _firstReservation;

    private TargetCall(ChatCall call, ChatTarget target, Billing billing, in Admission admission)
    {
        _call = call;
        _target = target;
        Billing = billing;
        IsTokenLimitAdded = admission.IsTokenLimitAdded;
        _worstCasePico = admission.WorstCasePico;
        _firstReservation = admission.Reservation;
        _input = new ChatCallInput(
            call.Messages, call.Options, target.Settings, call.Stream || target.Provider.Protocol.AlwaysStreams, admission.TokenLimit)
        {
            Raw = call.Raw,
        };
        _request = target.Provider.Protocol.Encode(_input);
    }

    public ChatTarget Target => _target;

    public ChatCall Call => _call;

    /// <summary>The token limit that was sent; null: none.</summary>
    public int? TokenLimit => _input.TokenLimit;

    /// <summary>Whether that limit is a cap that the budget added.</summary>
    public bool IsTokenLimitAdded { get; }

    public Billing Billing { get; }

    /// <summary>Decides whether the call may go to the target, and holds its worst case for the first attempt.</summary>
    /// <returns>Null: it may not, and <paramref name="refusal"/> says why.</returns>
    /// <exception cref="ObjectDisposedException">The session was ended.</exception>
    public static TargetCall? Admit(ChatCall call, ChatTarget target, out BudgetExceededException? refusal)
    {
        var isLimited = call.Session.Limit is not null || target.Provider.Budget.Limit is not null;
        var request = target.AdmissionRequest(call, measurePrompt: isLimited);
        refusal = SessionAdmission.Ask(call.Session, target.Provider, ref request, out var admission);
        if (refusal is not null)
        {
            return null;
        }

        try
        {
            return new TargetCall(call, target, request.Billing, in admission);
        }
        catch
        {
            // Encoding refused the request: nothing is sent, so nothing is held.
            admission.Reservation?.Release();
            throw;
        }
    }

    /// <summary>One attempt: reserve, deadline, metering, transport. Its failure is returned, already settled.</summary>
    public ValueTask<Outcome<Answer>> AttemptAsync(AttemptContext context)
    {
        if (Reserve(out var refusal) is not { } reservation)
        {
            return ValueTask.FromResult(Outcome.FromException<Answer>(refusal!));
        }

        var attempt = new ChatAttempt(
            this,
            new AttemptAccount(this, reservation),
            context.NewDeadlines(_target.Deadlines));
        return attempt.RunAsync(_request, _input);
    }

    /// <summary>Gives back what a call holds that never came to its first attempt, for example at an open circuit.</summary>
    public void Dispose() => Interlocked.Exchange(ref _firstReservation, null)?.Release();

    private BudgetReservation? Reserve(out BudgetExceededException? refusal)
    {
        refusal = null;
        if (Interlocked.Exchange(ref _firstReservation, null) is { } first)
        {
            return first;
        }

        var request = new AdmissionRequest { Budget = _target.Provider.Budget, Model = _target.Settings.Model, Billing = Billing };
        if (_call.Session.TryReserve(in request, _worstCasePico, out var reservation, out var reason))
        {
            return reservation;
        }

        refusal = reason!.ToException();
        _target.Provider.Warn(_call.Session, reason.Warning);
        return null;
    }
}
