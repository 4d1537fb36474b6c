using System.Net.Sockets;
using Goshi.Loopback;

namespace Goshi.Runtime.Tests.Faults;

/// <summary>Every fault of the matrix.</summary>
internal static class FaultList
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        .. Statuses(), .. Headers(), .. Connections(), .. Silences(), .. Bodies(), .. Oddities(),
    ];

    private static Reply Hello => Reply.Text("Hel", "lo");

    private static IEnumerable<Fault> Statuses()
    {
        foreach (var status in (int[])[400, 401, 402, 403, 404, 408, 409, 413, 422, 429, 500, 501, 502, 503, 504, 529])
        {
            yield return new($"status {status}", Reply.Status(status));
        }

        yield return new("429 insufficient_quota", Reply.InsufficientQuota());
        yield return new("429 insufficient_quota with Retry-After", Reply.InsufficientQuota().WithHeader("Retry-After", "9"));
        yield return new("redirect 302", Reply.Raw(302, "").WithHeader("Location", "/elsewhere"));
        yield return new("502 with a web page", Reply.Raw(502, "<html>Bad gateway</html>", "text/html"));
        yield return new("503 with an empty body", Reply.Raw(503, ""));
        yield return new("503, connection cut in its body", Reply.Status(503).After(1).Cut());
        yield return new("503, silence in its body", Reply.Status(503).AfterHeaders.Stall()) { Silence = Silence.InErrorBody };
    }

    private static IEnumerable<Fault> Headers()
    {
        yield return new("400 with x-should-retry: true", Reply.Status(400).WithHeader("x-should-retry", "true"));
        yield return new("503 with x-should-retry: false", Reply.Status(503).WithHeader("x-should-retry", "false"));
        yield return new("429 with Retry-After: 20", Reply.Status(429).WithHeader("Retry-After", "20"));
        yield return new("429 with Retry-After: 9.5", Reply.Status(429).WithHeader("Retry-After", "9.5"));
        yield return new("429 with retry-after-ms: 8500", Reply.Status(429).WithHeader("retry-after-ms", "8500").WithHeader("Retry-After", "1"));
        yield return new("503 with Retry-After as a date", Reply.Status(503).WithHeader("Retry-After", "Sun, 22 Nov 2026 12:00:15 GMT"));
        yield return new("429 with Retry-After as a past date", Reply.Status(429).WithHeader("Retry-After", "Sun, 22 Nov 2015 12:00:00 GMT"));
        yield return new("429 with Retry-After: 1795348800", Reply.Status(429).WithHeader("Retry-After", "1795348800"));
        yield return new("429 with Retry-After: soon", Reply.Status(429).WithHeader("Retry-After", "soon"));
        yield return new("429 with Retry-After: 3600", Reply.Status(429).WithHeader("Retry-After", "3600"));
    }

    private static IEnumerable<Fault> Connections()
    {
        yield return new("connection refused", null) { Configure = static setting => setting.Primary.BaseUrl = setting.Nobody.Address.ToString() };
        yield return Thrown("host name unknown", static () => new HttpRequestException(HttpRequestError.NameResolutionError, null, new SocketException((int)SocketError.HostNotFound)));
        yield return Thrown("no connection in time", static () => new TaskCanceledException("connect", new TimeoutException()));
        yield return new("TLS handshake fails", null)
        {
            // The server at this port does not speak TLS.
            Configure = static setting => setting.Primary.BaseUrl = setting.Primary.BaseUrl.Replace("http:", "https:", StringComparison.Ordinal),
        };
        yield return new("reset before the headers", Hello.BeforeHeaders.Reset());
        yield return new("reset after the headers", Hello.AfterHeaders.Reset());
        yield return new("reset inside the first event", Hello.Inside(1).Reset());
        yield return new("reset after the first content", Hello.After(1).Reset());
        yield return new("reset before the end", Hello.BeforeDone.Reset());
        yield return new("closed before the headers", Hello.BeforeHeaders.Cut());
        yield return new("closed after the headers", Hello.AfterHeaders.Cut());
        yield return new("closed inside the first event", Hello.Inside(1).Cut());
        yield return new("closed after the first content", Hello.After(1).Cut());
        yield return new("closed before the end", Hello.BeforeDone.Cut());
    }

    private static IEnumerable<Fault> Silences()
    {
        yield return new("silence before the headers", Hello.BeforeHeaders.Stall()) { Silence = Silence.BeforeContent };
        yield return new("silence after the headers", Hello.AfterHeaders.Stall()) { Silence = Silence.BeforeContent };
        yield return new("silence before the first content", Hello.After(0).Stall()) { Silence = Silence.BeforeContent };
        yield return new("comments, then silence", Hello.After(0).SendComment().After(0).SendComment().After(0).Stall()) { Silence = Silence.BeforeContent };
        yield return new("silence after the first content", Hello.After(1).Stall()) { Silence = Silence.AfterContent };
        yield return new("silence before the end", Hello.BeforeDone.Stall()) { Silence = Silence.AfterContent };
        yield return new("silence after the end", Hello.AfterDone.Stall()) { Silence = Silence.AfterEnd, NeedsStream = true };
    }

    private static IEnumerable<Fault> Bodies()
    {
        yield return new("body ends after its headers", Hello.AfterHeaders.Truncate());
        yield return new("body ends before the first content", Hello.After(0).Truncate());
        yield return new("body ends inside the first event", Hello.Inside(1).Truncate());
        yield return new("body ends after the first content", Hello.After(1).Truncate());
        yield return new("body ends without a terminator", Hello.BeforeDone.Truncate());
        yield return new("error event before the first content", Hello.After(0).Error());
        yield return new("error event rate_limit_exceeded", Hello.After(0).Error(code: "rate_limit_exceeded"));
        yield return new("error event invalid_request_error", Hello.After(0).Error(type: "invalid_request_error", code: "invalid_request_error"));
        yield return new("error event after the first content", Hello.After(1).Error());
        yield return new("broken JSON before the first content", Hello.After(0).SendMalformedJson());
        yield return new("broken JSON after the first content", Hello.After(1).SendMalformedJson());
        yield return new("a line of 2 MiB", Hello.After(0).SendOversizedLine());
        yield return new("empty body", Reply.Verbatim(""));
        yield return new("web page with status 200", Reply.Raw(200, "<html>Please sign in</html>", "text/html"));
        yield return new("JSON null with status 200", Reply.Raw(200, "null"));
        yield return new("error JSON with status 200", Reply.Raw(200, """{"error":{"message":"overloaded","code":"overloaded"}}"""));
    }

    private static IEnumerable<Fault> Oddities()
    {
        yield return new("comments between events", Hello.BetweenChunks.SendComment());
        yield return new("unknown events", Hello.After(1).SendUnknownEvent());
        yield return new("CR LF line ends", Hello.WithCrLf());
        yield return new("byte order mark", Hello.WithByteOrderMark());
        yield return new("event fields", Hello.WithEventField());
        yield return new("one byte at a time", Hello.ByteByByte());
        yield return new("compressed though not asked for", Hello.Gzipped());
        yield return new("garbage after the end", Hello.AfterDone.Send("garbage\n\n"));
        yield return new("no usage", Hello.WithoutUsage());
    }

    private static Fault Thrown(string name, Func<Exception> exception) => new(name, null)
    {
        Configure = setting => setting.Options.ConfigureHandler(setting.Primary.Name, inner => new ThrowingHandler(exception) { InnerHandler = inner }),
    };

    private sealed class ThrowingHandler(Func<Exception> exception) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromException<HttpResponseMessage>(exception());
    }
}
