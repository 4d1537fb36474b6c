using System.Runtime.CompilerServices;
using Goshi.Hosting;

namespace Goshi.Cost;

/// <summary>Rates with every gap filled: a kind of token without a price of its own has the price that it bills at.</summary>
internal sealed class RateCard
{
    public RateCard(in TokenRates rates)
    {
        Rates = rates;
        Input = Checked(rates.Input, nameof(rates.Input));
        Output = Checked(rates.Output, nameof(rates.Output));
        CachedInput = Checked(rates.CachedInput ?? Input, nameof(rates.CachedInput));
        CacheWrite = Checked(rates.CacheWrite ?? Input, nameof(rates.CacheWrite));
        AudioInput = Checked(rates.AudioInput ?? Input, nameof(rates.AudioInput));
        AudioOutput = Checked(rates.AudioOutput ?? Output, nameof(rates.AudioOutput));
    }

    public TokenRates Rates { get; }

    public long Input { get; }

    public long CachedInput { get; }

    public long CacheWrite { get; }

    public long AudioInput { get; }

    public long Output { get; }

    public long AudioOutput { get; }

    /// <summary>The dearest that a prompt token can be; audio only counts where the prompt has audio.</summary>
    public long WorstInput(bool hasAudio)
    {
        var text = Math.Max(Input, Math.Max(CachedInput, CacheWrite));
        return hasAudio ? Math.Max(text, AudioInput) : text;
    }

    /// <summary>The dearest that a completion token can be; audio only counts where audio is asked for.</summary>
    public long WorstOutput(bool hasAudio) => hasAudio ? Math.Max(Output, AudioOutput) : Output;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryMultiply(in TokenUsage usage, out long pico) =>
        CostMath.TryMultiply(in usage, Input, CachedInput, CacheWrite, AudioInput, Output, AudioOutput, out pico);

    public Int128 Multiply(in TokenUsage usage) =>
        CostMath.Multiply(in usage, Input, CachedInput, CacheWrite, AudioInput, Output, AudioOutput);

    /// <summary>Each rate times the multiplier, rounded up to a whole 1e-12 USD.</summary>
    public TokenRates Scale(decimal multiplier)
    {
        return new(Times(Rates.Input), Times(Rates.Output))
        {
            CachedInput = TimesIfAny(Rates.CachedInput),
            CacheWrite = TimesIfAny(Rates.CacheWrite),
            AudioInput = TimesIfAny(Rates.AudioInput),
            AudioOutput = TimesIfAny(Rates.AudioOutput),
        };

        long Times(long rate) => (long)decimal.Ceiling(rate * multiplier);
        long? TimesIfAny(long? rate) => rate is { } value ? Times(value) : null;
    }

    private static long Checked(long rate, string name) =>
        rate >= 0 ? rate : throw new ArgumentOutOfRangeException(name, rate, "A price is not negative.");
}
