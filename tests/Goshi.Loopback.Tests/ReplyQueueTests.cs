using System.Net;

namespace Goshi.Loopback.Tests;

public sealed class ReplyQueueTests
{
    [Fact]
    public async Task Queued_replies_come_first_then_the_standing_one_then_the_default()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.DefaultReply = Reply.Text("default");
        server.OpenAI.Always(Reply.Status(500));
        server.OpenAI.Enqueue(Reply.Text("first"), Reply.Status(503));

        var first = await server.OpenAI.ChatAsync().TextAsync();
        using var second = await server.OpenAI.ChatAsync();
        using var third = await server.OpenAI.ChatAsync();
        using var fourth = await server.OpenAI.ChatAsync();
        server.OpenAI.Clear();

        Assert.Contains("first", first);
        Assert.Equal(
            [HttpStatusCode.ServiceUnavailable, HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError],
            [second.StatusCode, third.StatusCode, fourth.StatusCode]);
        Assert.Contains("default", await server.OpenAI.ChatAsync().TextAsync());
    }

    [Fact]
    public async Task A_function_answers_by_the_request_and_its_failure_is_told()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.Ollama.Always(request => request.Model == "llama3.1:8b"
            ? Reply.Text("I am " + request.Model)
            : throw new InvalidOperationException("not scripted"));

        using var failed = await server.Ollama.ChatAsync("""{"model":"x","messages":[{"role":"user","content":"Hi"}]}""");

        Assert.Contains("I am llama3.1:8b", await server.Ollama.ChatAsync().TextAsync());
        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Contains("not scripted", await failed.TextAsync());
    }

    [Fact]
    public async Task Probes_have_a_script_of_their_own()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.Ollama.Enqueue(Reply.Text("for the chat"));
        server.Ollama.Probes.Always(Reply.Status(500));

        using var probe = await Wire.GetAsync(server.Ollama.BaseUrl, "api/version");

        Assert.Equal(HttpStatusCode.InternalServerError, probe.StatusCode);
        Assert.Contains("for the chat", await server.Ollama.ChatAsync().TextAsync());
    }

    [Fact]
    public async Task The_providers_do_not_take_each_others_replies()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.Enqueue(Reply.Status(500));

        using var ollama = await server.Ollama.ChatAsync();

        Assert.Equal(HttpStatusCode.OK, ollama.StatusCode);
        Assert.Equal(1, server.OpenAI.Pending);
    }
}
