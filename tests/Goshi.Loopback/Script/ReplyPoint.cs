using System.Text;

namespace Goshi.Loopback;

/// <summary>A point in a reply, at which something is to happen. Each method returns the reply with it.</summary>
/// <remarks>Several things at one point happen in the order in which they were added.</remarks>
public readonly struct ReplyPoint
{
    private readonly Reply _reply;
    private readonly Place _place;

    internal ReplyPoint(Reply reply, Place place)
    {
        _reply = reply;
        _place = place;
    }

    /// <summary>Waits, by the provider's TimeProvider.</summary>
    public Reply Delay(TimeSpan duration) => With(new DelayStep(duration));

    /// <summary>Waits until the test opens the gate.</summary>
    public Reply Hold(Gate gate) => With(new HoldStep(gate));

    /// <summary>Sends nothing more until the client goes away.</summary>
    public Reply Stall() => With(new StallStep());

    /// <summary>Resets the connection (RST).</summary>
    public Reply Reset() => With(new ResetStep());

    /// <summary>Ends the body properly, but too early: no terminator of the stream, half of a JSON body.</summary>
    public Reply Truncate() => With(new TruncateStep());

    /// <summary>Closes the connection (FIN) before the body's announced end: the last HTTP chunk never comes.</summary>
    public Reply Cut() => With(new CutStep());

    /// <summary>Sends this text as it is, without framing.</summary>
    public Reply Send(string text) => SendBytes(Encoding.UTF8.GetBytes(text));

    /// <summary>Sends these bytes as they are, without framing.</summary>
    public Reply SendBytes(byte[] bytes) => With(new SendStep(_ => bytes));

    /// <summary>Sends an event whose data is broken JSON.</summary>
    public Reply SendMalformedJson() => With(new SendStep(static format => format.Event("{\"id\":\"broken\",\"choices\":[{"u8)));

    /// <summary>
    /// Sends an error in the middle of the stream, under status 200, and ends the body without a terminator, as the
    /// providers do.
    /// </summary>
    public Reply Error(
        string message = "The server had an error processing your request.",
        string type = "server_error",
        string? code = null,
        string? param = null)
    {
        var error = new ReplyError(message, type, code, param);
        return With(new SendStep(format => format.Event(format.ErrorData(error)))).At(_place).Truncate();
    }

    /// <summary>Sends an event of a shape that no client knows.</summary>
    public Reply SendUnknownEvent() => With(new SendStep(static format => format.Event("""{"type":"loopback.unknown","value":[1,{"deep":null}]}"""u8)));

    /// <summary>Sends a comment, as proxies do to keep a stream alive; for Ollama, which has none, an empty line.</summary>
    public Reply SendComment(string text = "keep-alive") => With(new SendStep(format => format.Comment(text)));

    /// <summary>Sends one event of content in a single line of at least this many bytes.</summary>
    /// <param name="bytes">Default: 2 MiB.</param>
    public Reply SendOversizedLine(int bytes = 2 * 1024 * 1024) => With(new SendStep(format => format.TextEvent(new string('x', bytes))));

    private Reply With(ReplyStep step) => _reply with { Steps = _reply.Steps.Add((_place, step)) };
}
