using System.Net;
using System.Text.Json;

namespace Goshi.Loopback.Tests;

public sealed class StatusFaultTests
{
    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_status_has_the_providers_own_error_body(int status)
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.Always(Reply.Status(status));
        server.Ollama.Always(Reply.Status(status));

        using var openai = await server.OpenAI.ChatAsync();
        using var ollama = await server.Ollama.ChatAsync();

        var error = JsonElement.Parse(await openai.TextAsync()).GetProperty("error");
        Assert.Equal((status, status), ((int)openai.StatusCode, (int)ollama.StatusCode));
        Assert.Equal(4, error.EnumerateObject().Count());
        Assert.Equal(
            error.GetProperty("message").GetString(), JsonElement.Parse(await ollama.TextAsync()).GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_rate_limit_says_when_to_come_back_and_a_spent_quota_does_not()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.Enqueue(Reply.RateLimited(TimeSpan.FromSeconds(1.5)), Reply.InsufficientQuota());

        using var limited = await server.OpenAI.ChatAsync();
        using var spent = await server.OpenAI.ChatAsync();

        Assert.Equal("1.5", limited.Headers.NonValidated["Retry-After"].ToString());
        Assert.Contains("\"code\": \"rate_limit_exceeded\"", await limited.TextAsync());
        Assert.False(spent.Headers.NonValidated.Contains("Retry-After"));
        Assert.Contains("\"code\": \"insufficient_quota\"", await spent.TextAsync());
    }

    [Fact]
    public async Task Headers_and_bodies_are_sent_as_told()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.Enqueue(
            Reply.Raw(502, "<html>Bad gateway</html>", "text/html")
                .WithHeader("x-should-retry", "false")
                .WithHeader("x-request-id", "mine"),
            Reply.Verbatim("data: one\n\n", "data: two"));

        using var raw = await server.OpenAI.ChatAsync();
        using var verbatim = await server.OpenAI.ChatAsync();

        Assert.Equal(HttpStatusCode.BadGateway, raw.StatusCode);
        Assert.Equal("text/html", raw.Content.Headers.ContentType?.ToString());
        Assert.Equal("<html>Bad gateway</html>", await raw.TextAsync());
        Assert.Equal("false", raw.Headers.GetValues("x-should-retry").Single());
        Assert.Equal("mine", raw.Headers.GetValues("x-request-id").Single());
        Assert.Equal("text/event-stream; charset=utf-8", verbatim.Content.Headers.ContentType?.ToString());
        Assert.Equal("data: one\n\ndata: two", await verbatim.TextAsync());
    }

    [Fact]
    public async Task An_error_body_can_stall_like_any_other()
    {
        await using var server = await LoopbackProvider.StartAsync();
        server.OpenAI.Enqueue(Reply.Status(500).AfterHeaders.Stall());

        var response = await server.OpenAI.ChatAsync();
        response.Dispose();

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        await server.Requests[0].WaitForAbortAsync();
    }
}
