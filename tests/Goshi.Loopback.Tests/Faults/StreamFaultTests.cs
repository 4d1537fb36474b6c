using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Goshi.Loopback.Tests;

public sealed class StreamFaultTests
{
    private const string Bom = "\uFEFF";

    [Fact]
    public async Task Sends_an_error_in_the_middle_of_a_stream_and_ends_it()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.Enqueue(Reply.Stream("a", "b").After(1).Error("Out of memory", code: "oom"));
        server.Ollama.Enqueue(Reply.Stream("a", "b").After(1).Error("Out of memory"));

        var openai = await server.OpenAI.ChatAsync().TextAsync();
        var ollama = await server.Ollama.ChatAsync().TextAsync();

        Assert.EndsWith("""data: {"error":{"message":"Out of memory","type":"server_error","param":null,"code":"oom"}}""" + "\n\n", openai);
        Assert.EndsWith("\n" + """{"error":"Out of memory"}""" + "\n", ollama);
        Assert.DoesNotContain("\"b\"", openai + ollama);
    }

    [Fact]
    public async Task Sends_malformed_JSON_and_goes_on()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.Enqueue(Reply.Stream("a", "b").After(1).SendMalformedJson());
        server.Ollama.Enqueue(Reply.Stream("a").ThenMalformedJson());

        var openai = await server.OpenAI.ChatAsync().TextAsync();
        var ollama = await server.Ollama.ChatAsync().TextAsync();

        Assert.Contains("\n\ndata: {\"id\":\"broken\",\"choices\":[{\n\n", openai);
        Assert.EndsWith("data: [DONE]\n\n", openai);
        Assert.Contains("\n{\"id\":\"broken\",\"choices\":[{\n", ollama);
    }

    [Fact]
    public async Task Sends_unknown_events_comments_and_raw_text()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.Enqueue(Reply.Stream("a")
            .AfterHeaders.SendComment("PROCESSING")
            .After(0).SendUnknownEvent()
            .AfterDone.Send("garbage")
            .AfterDone.SendBytes([(byte)'!', (byte)'\n']));

        var text = await server.OpenAI.ChatAsync().TextAsync();

        Assert.StartsWith(": PROCESSING\n\ndata: {\"id\"", text);
        Assert.Contains("\n\ndata: {\"type\":\"loopback.unknown\",\"value\":[1,{\"deep\":null}]}\n\n", text);
        Assert.EndsWith("data: [DONE]\n\ngarbage!\n", text);
    }

    [Fact]
    public async Task Sends_keep_alives_between_chunks()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.Enqueue(Reply.Stream("a", "b", "c").BetweenChunks.SendComment());
        server.Ollama.Enqueue(Reply.Stream("a", "b").BetweenChunks.SendComment());

        Assert.Equal(3, (await server.OpenAI.ChatAsync().TextAsync()).Split(": keep-alive\n\n").Length);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(await server.Ollama.ChatAsync().TextAsync(), "\n\n"));
    }

    [Fact]
    public async Task Sends_oversized_lines()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.Enqueue(Reply.Stream("a").After(1).SendOversizedLine());
        server.Ollama.Enqueue(Reply.Stream("a").After(1).SendOversizedLine(100_000));

        var openai = (await server.OpenAI.ChatAsync().TextAsync()).Split('\n').MaxBy(static line => line.Length)!;
        var ollama = (await server.Ollama.ChatAsync().TextAsync()).Split('\n').MaxBy(static line => line.Length)!;

        Assert.True(openai.Length > 2 * 1024 * 1024);
        Assert.Equal(2 * 1024 * 1024, JsonElement.Parse(openai["data: ".Length..])
            .GetProperty("choices")[0].GetProperty("delta").GetProperty("content").GetString()!.Length);
        Assert.Equal(100_000, JsonElement.Parse(ollama).GetProperty("message").GetProperty("content").GetString()!.Length);
    }

    [Fact]
    public async Task Frames_with_event_fields_CRLF_and_a_byte_order_mark()
    {
        await using var server = await LoopbackProvider.StartAsync();
        var reply = Reply.Stream("a").WithCrLf().WithByteOrderMark().WithEventField("chunk");
        server.OpenAI.Enqueue(reply);
        server.Ollama.Enqueue(reply);

        var openai = Encoding.UTF8.GetString(await (await server.OpenAI.ChatAsync()).Content.ReadAsByteArrayAsync());
        var ollama = Encoding.UTF8.GetString(await (await server.Ollama.ChatAsync()).Content.ReadAsByteArrayAsync());

        Assert.StartsWith(Bom + "event: chunk\r\ndata: {", openai, StringComparison.Ordinal);
        Assert.EndsWith("}\r\n\r\nevent: chunk\r\ndata: [DONE]\r\n\r\n", openai);
        Assert.StartsWith(Bom + "{", ollama, StringComparison.Ordinal);
        Assert.EndsWith("}\r\n", ollama);
        Assert.DoesNotMatch("[^\r]\n", openai + ollama);
    }

    [Fact]
    public async Task Compresses_so_that_each_chunk_can_be_read_when_it_arrives()
    {
        await using var server = await LoopbackProvider.StartAsync();
        var gate = new Gate();
        server.Ollama.Enqueue(Reply.Stream("a", "b").Gzipped().After(1).Hold(gate));

        using var response = await server.Ollama.ChatAsync();
        using var reader = new StreamReader(new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress));
        var first = await reader.ReadLineAsync();
        gate.Open();
        var rest = await reader.ReadToEndAsync();

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        Assert.Contains("\"a\"", first);
        Assert.Contains("\"done\":true", rest);
    }

    [Fact]
    public async Task Compresses_a_body_that_is_no_stream()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.Enqueue(Reply.Text("squeezed").Gzipped());
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.GZip });

        Assert.Contains("squeezed", await server.OpenAI.ChatAsync(Wire.OpenAIChat, client: client).TextAsync());
    }
}
