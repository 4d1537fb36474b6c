using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Goshi.Benchmarks.Server;

/// <summary>What the server answers, as bytes that are ready to be sent; made once for each number of chunks.</summary>
internal static class Answers
{
    public const string Model = "gpt-5.4-mini";

    private const string Head = "\"id\":\"chatcmpl-DhR3Vk7yq2bN5WcT0sXuZ8aLmPeJf\",\"object\":\"chat.completion";
    private const string Tail = "\"created\":1795910400,\"model\":\"gpt-5.4-mini\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_7c2e9d41ab\"";
    private const string Usage =
        "{\"prompt_tokens\":23,\"completion_tokens\":61,\"total_tokens\":84,\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":0,\"audio_tokens\":0,\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}";

    /// <summary>The whole answer that is not streamed.</summary>
    public const string Text =
        "Sunlight holds every colour. Air scatters short waves far more than long ones, so blue reaches the eye from all over "
        + "the sky, while red and yellow come straight from the sun. At dusk the light takes a longer way and little blue is left.";

    private static readonly string[] Words = [" light", " is", " scattered", " by", " the", " air", ",", " and", " blue", " most"];
    private static readonly ConcurrentDictionary<int, byte[][]> Streams = new();

    /// <summary>The answer to a request that is not streamed, headers included.</summary>
    public static byte[] Small { get; } = Whole("{" + Head + "\"," + Tail + ",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"" + Text
        + "\",\"refusal\":null,\"annotations\":[]},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":" + Usage + "}");

    /// <summary>The answer of a server that has too much to do.</summary>
    public static byte[] Busy { get; } =
        "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nContent-Length: 33\r\n\r\n{\"error\":{\"message\":\"Too busy.\"}}"u8.ToArray();

    /// <summary>The characters of text in a stream of so many chunks.</summary>
    public static int Characters(int chunks) => Enumerable.Range(0, chunks).Sum(static index => Words[index % Words.Length].Length);

    /// <summary>A stream: its headers, its events, each an HTTP chunk, and its end.</summary>
    public static byte[][] Stream(int chunks) => Streams.GetOrAdd(chunks, static count =>
    [
        Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"),
        Event(Chunk("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null")),
        .. Enumerable.Range(0, count).Select(static index => Event(Chunk($"{{\"content\":\"{Words[index % Words.Length]}\"}}", "null"))),
        Event(Chunk("{}", "\"stop\"")),
        Event("{" + Head + ".chunk\"," + Tail + ",\"choices\":[],\"usage\":" + Usage + "}"),
        Event("[DONE]"),
        "0\r\n\r\n"u8.ToArray(),
    ]);

    /// <summary>One event's data, as the benchmarks of decoding read it.</summary>
    public static byte[] ChunkData { get; } = Encoding.UTF8.GetBytes(Chunk("{\"content\":\" scattered\"}", "null"));

    /// <summary>The body of a stream without HTTP's framing.</summary>
    public static byte[] StreamBody(int chunks) => Encoding.UTF8.GetBytes(string.Concat(
        Enumerable.Range(0, chunks).Select(static index => $"data: {Chunk($"{{\"content\":\"{Words[index % Words.Length]}\"}}", "null")}\n\n")) + "data: [DONE]\n\n");

    private static string Chunk(string delta, string finish) =>
        "{" + Head + ".chunk\"," + Tail + ",\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"logprobs\":null,\"finish_reason\":" + finish + "}],\"usage\":null}";

    private static byte[] Event(string data)
    {
        var line = $"data: {data}\n\n";
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(line):x}\r\n{line}\r\n"));
    }

    private static byte[] Whole(string body) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-request-id: req_4f1d\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"));
}
