using System.Text;

namespace Goshi.Loopback;

/// <summary>The framing of <c>text/event-stream</c>, in the style that the reply asks for.</summary>
internal static class ServerSentEvents
{
    public static byte[] Event(Reply reply, ReadOnlySpan<byte> data)
    {
        var end = Encoding.UTF8.GetBytes(reply.LineEnding);
        byte[] name = reply.EventName is { } text ? [.. Encoding.UTF8.GetBytes("event: " + text), .. end] : [];
        return [.. name, .. "data: "u8, .. data, .. end, .. end];
    }

    public static byte[] Comment(Reply reply, string text) =>
        Encoding.UTF8.GetBytes($": {text}{reply.LineEnding}{reply.LineEnding}");
}
