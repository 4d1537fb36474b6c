namespace Goshi.Wire;

/// <summary>Reads a body past its terminator to its end: only then is the connection used again.</summary>
internal static class BodyEnd
{
    // The answer is complete, so nobody may wait long for the sake of a connection.
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private const int MaxReads = 16;

    public static async ValueTask DrainAsync(Func<CancellationToken, ValueTask<bool>> fill, TimeProvider time)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        try
        {
            for (var reads = 0; reads < MaxReads; reads++)
            {
                if (!await fill(patience.Token).ConfigureAwait(false))
                {
                    return;
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or InvalidDataException or HttpRequestException or ObjectDisposedException)
        {
            // The connection is lost, the answer is not.
        }
    }
}
