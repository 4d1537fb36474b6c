namespace Goshi.Loopback;

/// <summary>The framing of <c>text/event-stream</c>.</summary>
internal static class ServerSentEvents
{
    public static byte[] Event(byte[] data) => [.. "data: "u8, .. data, .. "\n\n"u8];
}
