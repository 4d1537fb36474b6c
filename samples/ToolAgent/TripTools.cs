using System.ComponentModel;

namespace ToolAgent;

/// <summary>What the agent can do: one tool that answers, one that fails, one that is slow.</summary>
internal sealed class TripTools
{
    /// <summary>How long the slow tool takes.</summary>
    public static readonly TimeSpan Slowness = TimeSpan.FromMilliseconds(700);

    [Description("Tells the weather of a city")]
    public static string Weather([Description("The city's name")] string city) => $"{city}: light rain, 7 °C";

    [Description("Tells how full the hotels of a city are")]
    public static string Hotels([Description("The city's name")] string city) =>
        throw new InvalidOperationException($"The booking system does not answer for {city}.");

    [Description("Finds trains between two cities; takes a while")]
    public static async Task<string[]> TrainsAsync(
        [Description("Where the trip begins")] string from, [Description("Where it ends")] string to, CancellationToken cancellationToken)
    {
        await Task.Delay(Slowness, cancellationToken);
        return [$"{from} 08:05 - {to} 14:40", $"{from} 12:25 - {to} 19:05"];
    }
}
