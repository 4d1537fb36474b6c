using Goshi.Telemetry;
using Microsoft.Extensions.Logging;

namespace Goshi.Chat;

/// <summary>
/// <c>provider: auto</c>, local first: Ollama if it answers; else the cloud, when there is one to use; else Ollama, whose
/// error then says that it is not running.
/// </summary>
/// <remarks>The answer is kept for a while, so that a call waits for a probe rarely, and never longer than 400 ms.</remarks>
internal sealed class AutoChoice(
    Func<CancellationToken, Task<bool>> localAnswers, bool hasCloud, TimeProvider time, ILogger logger)
{
    /// <summary>How long a probe may take.</summary>
    public static readonly TimeSpan ProbeLimit = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan ValidFor = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _probing = new(1, 1);
    private Finding? _last;

    /// <summary>Whether the local target comes first for a call that begins now.</summary>
    public async ValueTask<bool> LocalFirstAsync(CancellationToken cancellationToken)
    {
        if (!hasCloud)
        {
            return true;
        }

        if (Volatile.Read(ref _last) is { } last && time.GetElapsedTime(last.At) < ValidFor)
        {
            return last.LocalAnswers;
        }

        await _probing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _last is { } fresh && time.GetElapsedTime(fresh.At) < ValidFor
                ? fresh.LocalAnswers
                : await ProbeAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _probing.Release();
        }
    }

    private async Task<bool> ProbeAsync(CancellationToken cancellationToken)
    {
        var answers = await localAnswers(cancellationToken).ConfigureAwait(false);
        if (_last?.LocalAnswers != answers)
        {
            Log.AutoChose(logger, answers ? "ollama" : "openai", answers ? "Ollama answers" : "Ollama did not answer within 400 ms");
        }

        Volatile.Write(ref _last, new Finding(answers, time.GetTimestamp()));
        return answers;
    }

    private sealed record Finding(bool LocalAnswers, long At);
}
