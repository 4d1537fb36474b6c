using System.Text.Json;
using Goshi.Resilience;

namespace Goshi.Wire;

/// <summary>Says in words how a stream broke.</summary>
internal static class StreamFailures
{
    /// <summary>Whether an exception while reading means that the stream broke, rather than that we are at fault.</summary>
    public static bool IsBreak(Exception exception) =>
        exception is IOException or InvalidDataException or JsonException or HttpRequestException or ObjectDisposedException;

    public static StreamInterruptedException WithoutTerminator(string provider, string terminator) =>
        new StreamInterruptedException($"The stream of {provider} ended without {terminator}: the answer is cut off.", provider)
            .AsAttempt(provider, null);

    public static StreamInterruptedException From(Exception exception, string provider) =>
        new StreamInterruptedException($"The stream of {provider} broke: {Describe(exception)}", provider, exception).AsAttempt(provider, null);

    private static string Describe(Exception exception) => exception switch
    {
        // The reader's own message quotes the input, which is model output and has no place in a log.
        JsonException => "an event is not valid JSON.",
        InvalidDataException => exception.Message,
        _ => "the connection was lost.",
    };
}
