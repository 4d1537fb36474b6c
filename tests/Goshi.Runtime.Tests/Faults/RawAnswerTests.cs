using System.IO.Compression;
using System.Text;
using Goshi.Runtime.Tests.Chat;
using Goshi.Wire;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Goshi.Runtime.Tests.Faults;

/// <summary>
/// Answers that no good server gives, byte for byte, to each way of asking: each is the whole answer or a typed error, with
/// its attempts.
/// </summary>
public sealed class RawAnswerTests
{
    private const string Json = """{"id":"c1","object":"chat.completion","created":1,"model":"gpt-4o","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}]}""";

    private const string Events = """
        data: {"id":"c1","model":"gpt-4o","choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":null}]}

        data: {"id":"c1","model":"gpt-4o","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: [DONE]


        """;

    private static readonly Dictionary<string, (bool IsAnswer, Func<bool, byte[]> Bytes)> Answers = new()
    {
        ["a plain answer"] = (true, static stream => Head("200 OK", stream, Length(stream)).Concat(Body(stream))),
        ["100 Continue first"] = (true, static stream => Ascii("HTTP/1.1 100 Continue\r\n\r\n").Concat(Head("200 OK", stream, Length(stream))).Concat(Body(stream))),
        ["103 Early Hints first"] = (true, static stream => Ascii("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n").Concat(Head("200 OK", stream, Length(stream))).Concat(Body(stream))),
        ["HTTP/1.0, ended by closing"] = (true, static stream => Ascii($"HTTP/1.0 200 OK\r\nContent-Type: {Type(stream)}\r\n\r\n").Concat(Body(stream))),
        ["bytes behind the announced length"] = (true, static stream => Head("200 OK", stream, Length(stream)).Concat(Body(stream)).Concat(Ascii("HTTP/1.1 200 OK\r\n\r\ngarbage"))),
        ["comments, empty data and empty lines"] = (true, static stream => Head("200 OK", stream, "Transfer-Encoding: chunked").Concat(Chunk(Ascii(stream ? ": hi\n\ndata:\n\ndata\n\n\n\n" : "  \n"))).Concat(Chunk(Body(stream))).Concat(Ascii("0\r\n\r\n"))),
        ["trailers"] = (true, static stream => Head("200 OK", stream, "Transfer-Encoding: chunked").Concat(Chunk(Body(stream))).Concat(Ascii("0\r\nX-Sum: 1\r\n\r\n"))),
        ["compressed"] = (true, static stream => Head("200 OK", stream, "Content-Encoding: gzip").Concat(Packed(stream))),
        ["HTTP/1.0, cut by closing"] = (false, static stream => Ascii($"HTTP/1.0 200 OK\r\nContent-Type: {Type(stream)}\r\n\r\n").Concat(Body(stream)[..40])),
        ["less than the announced length"] = (false, static stream => Head("200 OK", stream, "Content-Length: 100000").Concat(Body(stream)[..40])),
        ["more than the announced length"] = (false, static stream => Head("200 OK", stream, "Content-Length: 40").Concat(Body(stream))),
        ["compressed and cut"] = (false, static stream => Head("200 OK", stream, "Content-Encoding: gzip").Concat(Packed(stream)[..^30])),
        ["not compressed, as it says"] = (false, static stream => Head("200 OK", stream, "Content-Encoding: gzip").Concat(Body(stream))),
        ["not text"] = (false, static stream => Head("200 OK", stream, "Content-Length: 4").Concat([0xFF, 0xFE, 0x00, 0x80])),
        ["no frame of a chunk"] = (false, static stream => Head("200 OK", stream, "Transfer-Encoding: chunked").Concat(Ascii("zz\r\nHello\r\n"))),
        ["an empty chunked body"] = (false, static stream => Head("200 OK", stream, "Transfer-Encoding: chunked").Concat(Ascii("0\r\n\r\n"))),
        ["204"] = (false, static _ => Ascii("HTTP/1.1 204 No Content\r\n\r\n")),
        ["301"] = (false, static _ => Ascii("HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")),
        ["101"] = (false, static _ => Ascii("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n")),
        ["no HTTP"] = (false, static _ => Ascii("SSH-2.0-OpenSSH_9.2\r\n")),
        ["nothing"] = (false, static _ => []),
        ["half a status line"] = (false, static _ => Ascii("HTTP/1.1 20")),
        ["a header of 100 KiB"] = (false, static stream => Ascii($"HTTP/1.1 200 OK\r\nX-Long: {new string('x', 100 * 1024)}\r\nContent-Type: {Type(stream)}\r\n\r\n").Concat(Body(stream))),
    };

    public static TheoryData<string> Names => [.. Answers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Is_an_answer_or_a_typed_error(string name)
    {
        await CheckAsync(name, stream: false, static async host => (await host.AskAsync()).Text);
        await CheckAsync(name, stream: true, static async host => (await host.StreamAsync()).ToChatResponse().Text);
        await CheckAsync(name, stream: false, static async host =>
            (await Api(host).Connection.CreateChatCompletionAsync(Request)).Choices[0].Message.Content);
        await CheckAsync(name, stream: true, static async host =>
        {
            var text = "";
            await foreach (var chunk in OpenAIStreams.Read(Request, Api(host).Connection.SendChatCompletionAsync, "openai"))
            {
                text += chunk.Choice?.Content;
            }

            return text;
        });
    }

    private static OpenAIChatRequest Request => new() { Model = "gpt-4o", Messages = [new OpenAIMessage { Role = "user", Content = "Hi" }] };

    private static TestOpenAIApi Api(ChatHost host) => host.Services.GetRequiredService<TestOpenAIApi>();

    private static async Task CheckAsync(string name, bool stream, Func<ChatHost, Task<string?>> ask)
    {
        var (isAnswer, bytes) = Answers[name];
        await using var server = new RawServer(bytes(stream));
        await using var host = await ChatHost.StartAsync(options =>
        {
            options.OpenAI.BaseUrl = server.Address;
            options.Fallback = [];
            options.MaxRetries = 0;
            options.MaxCostPerSession = 10;
        });
        if (isAnswer)
        {
            Assert.Equal("Hello", await ask(host));
        }
        else
        {
            var error = await Assert.ThrowsAnyAsync<GoshiException>(() => ask(host));
            Assert.Single(error.Attempts);
        }

        Assert.Equal(0, host.Chat.Session.Reserved);
    }

    private static string Type(bool stream) => stream ? "text/event-stream" : "application/json";

    private static byte[] Head(string status, bool stream, string header) => Ascii($"HTTP/1.1 {status}\r\nContent-Type: {Type(stream)}\r\n{header}\r\n\r\n");

    private static string Length(bool stream) => $"Content-Length: {Body(stream).Length}";

    private static byte[] Body(bool stream) => Encoding.UTF8.GetBytes(stream ? Events : Json);

    private static byte[] Chunk(byte[] bytes) => Ascii($"{bytes.Length:x}\r\n").Concat(bytes).Concat(Ascii("\r\n"));

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);

    private static byte[] Packed(bool stream)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(Body(stream));
        }

        return packed.ToArray();
    }
}

file static class Bytes
{
    public static byte[] Concat(this byte[] first, byte[] second) => [.. first, .. second];
}
