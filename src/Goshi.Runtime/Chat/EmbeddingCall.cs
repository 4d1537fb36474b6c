using System.Diagnostics;
using Goshi.Cost;
using Goshi.Http;
using Goshi.Providers;
using Goshi.Resilience;
using Goshi.Telemetry;
using Goshi.Wire;
using Polly;

namespace Goshi.Chat;

/// <summary>
/// One request for embeddings: admitted, then attempted until the pipeline is satisfied or gives up, each attempt reserved and
/// settled. The order is the chat chain's, without fallback: vectors of two models cannot be compared.
/// </summary>
internal sealed class EmbeddingCall(
    EmbeddingTarget target, GoshiSession session, EmbeddingInput input, long promptBound, long promptExpectation, TimeProvider time)
{
    private readonly CallContext _context = new(time);
    private readonly IWireBody _body = target.Provider.EmbeddingProtocol.Map(input);
    private readonly DateOnly _today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
    private AdmissionRequest _request;
    private Admission _admission;
    private BudgetReservation? _firstReservation;

    private ProviderRuntime Provider => target.Provider;

    /// <summary>Makes the call.</summary>
    /// <exception cref="BudgetExceededException">It does not fit the budget; nothing was sent.</exception>
    /// <exception cref="GoshiException">The provider did not answer.</exception>
    public async Task<EmbeddingResult> RunAsync(CancellationToken cancellationToken)
    {
        using var span = StartSpan();
        var started = time.GetTimestamp();
        string? error = null;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            Admit();
            _context.BeginTarget(Provider.Name, target.Model, Provider.IsOllama, Timeout.InfiniteTimeSpan, later: null);
            var outcome = await Provider.Pipeline.ExecuteAsync(
                static (attempt, call) => call.AttemptAsync(attempt), _context, this, cancellationToken).ConfigureAwait(false);
            return outcome.Exception is { } failure ? throw failure : outcome.Result!;
        }
        catch (Exception failure)
        {
            error = failure.GetType().FullName;
            span?.SetTag("error.type", error);
            span?.SetStatus(ActivityStatusCode.Error);
            throw;
        }
        finally
        {
            // What was admitted and never came to an attempt, for example at an open circuit.
            Interlocked.Exchange(ref _firstReservation, null)?.Release();
            if (GoshiTelemetry.Duration.Enabled)
            {
                GoshiTelemetry.Duration.Record(time.GetElapsedTime(started).TotalSeconds, Tags(error));
            }
        }
    }

    private void Admit()
    {
        var price = Provider.IsFree ? null : Provider.PriceOf(target.Resolved.Info, ServiceTier.Standard, _today);
        _request = new AdmissionRequest
        {
            Budget = Provider.Budget,
            Model = target.Model,
            Billing = Provider.IsFree ? Billing.Free : price is null ? Billing.Unpriced : Billing.Priced,
            Price = price,
            PromptBound = promptBound,
            TokenLimit = 0, // an embedding has no completion
        };
        if (SessionAdmission.Ask(session, Provider, ref _request, out _admission) is { } refusal)
        {
            Log.BudgetRefused(Provider.Logger, target.Name, refusal.Message.ReplaceLineEndings(" "));
            GoshiTelemetry.BudgetRefusals.Add(1, GoshiTelemetry.Provider(Provider.Name));
            throw refusal;
        }

        _firstReservation = _admission.Reservation;
    }

    private async ValueTask<Outcome<EmbeddingResult>> AttemptAsync(AttemptContext context)
    {
        if (Reserve(out var refusal) is not { } reservation)
        {
            return Outcome.FromException<EmbeddingResult>(refusal!);
        }

        using var deadlines = context.NewDeadlines(target.Deadlines);
        var hasHeaders = false;
        try
        {
            Start(deadlines);
            using var response = await Provider.EmbeddingProtocol.SendAsync(_body, deadlines.Token).ConfigureAwait(false);
            DecodedContent.Unpack(response);
            deadlines.HeadersArrived();
            hasHeaders = true;
            if (!response.IsSuccessStatusCode)
            {
                // Before its body is read: the status is what the bill depends on.
                reservation.Release();
                var error = await Provider.Protocol.ReadErrorAsync(response, Provider.Name, target.Model, deadlines.Token).ConfigureAwait(false);
                return Outcome.FromException<EmbeddingResult>(error);
            }

            var result = await Provider.EmbeddingProtocol.ReadAsync(response, input, deadlines.Token).ConfigureAwait(false);
            Settle(reservation, AttemptEnd.Completed, result, TimeSpan.Zero);
            context.Lease.Success();
            deadlines.Complete();
            return Outcome.FromResult(result);
        }
        catch (Exception exception)
        {
            var failure = deadlines.Translate(exception);
            var end = hasHeaders ? AttemptEnd.Interrupted : AttemptAccount.WasSent(failure) ? AttemptEnd.NoHeaders : AttemptEnd.NotSent;
            Settle(reservation, end, null, deadlines.Elapsed);
            return Outcome.FromException<EmbeddingResult>(failure);
        }
    }

    private void Start(Deadlines deadlines)
    {
        if (Provider.IsOllama)
        {
            deadlines.StartStream(); // the model's load counts into the first token
        }
        else
        {
            deadlines.StartRequest();
        }
    }

    private BudgetReservation? Reserve(out BudgetExceededException? refusal)
    {
        refusal = null;
        if (Interlocked.Exchange(ref _firstReservation, null) is { } first)
        {
            return first;
        }

        if (session.TryReserve(in _request, _admission.WorstCasePico, out var reservation, out var reason))
        {
            return reservation;
        }

        refusal = reason!.ToException();
        return null;
    }

    private void Settle(BudgetReservation reservation, AttemptEnd end, EmbeddingResult? result, TimeSpan waited)
    {
        var facts = new AttemptFacts
        {
            End = end,
            Reported = result?.InputTokens is { } tokens ? new TokenUsage { InputTokens = Math.Max(0, tokens) } : null,
            PromptExpectation = promptExpectation,
            TokenLimit = 0,
            Waited = waited,
        };
        if (SettlementRules.Usage(in facts) is not { } usage)
        {
            reservation.Release();
            return;
        }

        var (info, _) = PriceLookup.Resolve(Provider.Models, Provider.Prices, target.Resolved.Info, result?.Model);
        var price = Provider.PriceOf(info, ServiceTier.Standard, _today);
        var settlement = SettlementRules.Price(Provider.Name, info?.Id ?? target.Model, in usage, Provider.IsFree, price);
        var outcome = reservation.Settle(in settlement);
        if (outcome.IsFirst)
        {
            SettlementReport.Write(Provider, target.Name, session, in settlement, in outcome);
            Measure(in settlement, outcome.ChargedUsd);
        }
    }

    private void Measure(in Settlement settlement, decimal usd)
    {
        if (settlement.Billing is not Billing.Unpriced)
        {
            GoshiTelemetry.Cost.Add((double)usd, GoshiTelemetry.Provider(Provider.Name), GoshiTelemetry.Model(target.Model));
        }

        var tags = Tags(null);
        tags.Add("gen_ai.token.type", "input");
        GoshiTelemetry.Tokens.Record(settlement.Usage.InputTokens, tags);
    }

    private Activity? StartSpan()
    {
        var span = GoshiTelemetry.Source.StartActivity($"embeddings {target.Model}", ActivityKind.Client);
        span?.SetTag("gen_ai.operation.name", "embeddings");
        span?.SetTag("gen_ai.provider.name", Provider.Name);
        span?.SetTag("gen_ai.request.model", target.Model);
        span?.SetTag("server.address", Provider.BaseUrl.Host);
        span?.SetTag("server.port", Provider.BaseUrl.Port);
        return span;
    }

    private TagList Tags(string? error)
    {
        var tags = new TagList
        {
            { "gen_ai.operation.name", "embeddings" },
            { "gen_ai.provider.name", Provider.Name },
            { "gen_ai.request.model", target.Model },
        };
        if (error is not null)
        {
            tags.Add("error.type", error);
        }

        return tags;
    }
}
