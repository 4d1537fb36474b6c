using Goshi.Telemetry;
using Microsoft.Extensions.Logging;

namespace Goshi.Chat;

/// <summary>
/// <c>provider: auto</c>, local first: Ollama if it answers; else the cloud, when there is one to use; else Ollama, whose
/// error then says that it is not running.
/// </summary>
/// <remarks>
/// The answer is kept for a while, so that a call waits for a probe rarely. Calls share one probe, which none of them can
/// cancel: whenever a call comes, it waits for what is left of the probe's 400 ms and no longer.
/// </remarks>
internal sealed class AutoChoice(
    Func<CancellationToken, Task<bool>> localAnswers, bool hasCloud, TimeProvider time, ILogger logger)
{
    /// <summary>How long a probe may take.</summary>
    public static readonly TimeSpan ProbeLimit = TimeSpan.FromMilliseconds(400);

    /// <summary>How long its answer counts.</summary>
    public static readonly TimeSpan ValidFor = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private Finding? _last;
    private Task<bool>? _probe;

    /// <summary>Whether the local target comes first for a call that begins now.</summary>
    public ValueTask<bool> LocalFirstAsync(CancellationToken cancellationToken)
    {
        if (!hasCloud)
        {
            return new ValueTask<bool>(true);
        }

        lock (_lock)
        {
            if (_last is { } last && time.GetElapsedTime(last.At) < ValidFor)
            {
                return new ValueTask<bool>(last.LocalAnswers);
            }

            if (_probe is not { IsCompleted: false })
            {
                _probe = Task.Run(ProbeAsync, CancellationToken.None);
            }

            return new ValueTask<bool>(_probe.WaitAsync(cancellationToken));
        }
    }

    private async Task<bool> ProbeAsync()
    {
        var answers = await AnswersInTimeAsync().ConfigureAwait(false);
        bool isNews;
        lock (_lock)
        {
            isNews = _last?.LocalAnswers != answers;
            _last = new Finding(answers, time.GetTimestamp());
        }

        if (isNews)
        {
            Log.AutoChose(logger, answers ? "ollama" : "openai", answers ? "Ollama answers" : "Ollama did not answer within 400 ms");
        }

        return answers;
    }

    private async Task<bool> AnswersInTimeAsync()
    {
        using var limit = new CancellationTokenSource(ProbeLimit, time);
        try
        {
            return await localAnswers(limit.Token).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Whatever went wrong, nobody answered. The call itself meets the error, if it comes to this target.
            return false;
        }
    }

    private sealed record Finding(bool LocalAnswers, long At);
}
