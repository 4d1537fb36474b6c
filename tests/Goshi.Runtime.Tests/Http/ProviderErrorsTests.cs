using System.Net;
using Goshi.Hosting;
using Goshi.Http;
using Goshi.Runtime.Tests.Providers;
using Goshi.Wire;

namespace Goshi.Runtime.Tests.Http;

public sealed class ProviderErrorsTests
{
    [Fact]
    public async Task A_refused_key_is_named_by_its_variable_and_never_shown()
    {
        var exception = await Ask(
            HttpStatusCode.Unauthorized,
            """{"error":{"message":"Incorrect API key provided: my-odd-key-1234. You can find your API key at https://platform.openai.com/account/api-keys.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""",
            key: "my-odd-key-1234");
        Assert.Equal("invalid_api_key", exception.Code);
        Assert.Contains("environment variable THE_KEY", exception.Message);
        Assert.Contains("https://platform.openai.com/api-keys", exception.Message);
        Assert.DoesNotContain("my-odd-key-1234", exception.ToString());
    }

    [Theory]
    [InlineData("Incorrect API key provided: sk-proj-abc_DEF-123456.")]
    [InlineData("Incorrect API key provided: sk-abcd**********wxyz.")]
    [InlineData("bad gsk_abcdef123456 key")]
    [InlineData("header was Authorization: Bearer abc.def-ghi=")]
    public void Anything_that_looks_like_a_key_is_taken_out(string text)
    {
        var clean = Redaction.Clean(text, null);
        Assert.Contains("[redacted]", clean);
        Assert.DoesNotContain("abc", clean);
    }

    [Theory]
    [InlineData("The task-based sk-model is fine.")]
    [InlineData("Unknown parameter: 'messages[0].key_name'.")]
    public void Plain_words_stay(string text) => Assert.Equal(text, Redaction.Clean(text, []));

    [Fact]
    public void A_message_is_bounded_and_on_one_line()
    {
        var clean = Redaction.Clean("a\r\nb\u0007\t" + new string('x', 10_000), null);
        Assert.StartsWith("a b x", clean);
        Assert.Equal(Redaction.MaxLength + 1, clean.Length);
    }

    [Fact]
    public async Task Reads_every_field_of_an_error()
    {
        var exception = await Ask(
            HttpStatusCode.TooManyRequests,
            """{"error":{"message":"Rate limit reached","type":"requests","param":null,"code":"rate_limit_exceeded"}}""",
            headers: [("x-request-id", "req_1"), ("retry-after-ms", "1500"), ("x-should-retry", "true")]);
        Assert.Equal((HttpStatusCode.TooManyRequests, "rate_limit_exceeded", "req_1"), (exception.StatusCode, exception.Code, exception.RequestId));
        Assert.Equal(TimeSpan.FromSeconds(1.5), exception.RetryAfter);
        Assert.True(exception.ShouldRetry);
        Assert.Equal(("openai", "gpt-4.1"), (exception.Provider, exception.Model));
        Assert.Equal("openai/gpt-4.1 answered 429 TooManyRequests: Rate limit reached.", exception.Message);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, """{"error":{"message":"You exceeded your quota","code":"insufficient_quota"}}""", "no credit left")]
    [InlineData(HttpStatusCode.BadRequest, """{"error":{"message":"Unrecognized request argument supplied: stream_options"}}""", "track_usage: false")]
    [InlineData(HttpStatusCode.BadRequest, """{"error":{"message":"Unsupported parameter: max_completion_tokens"}}""", "token_limit_key")]
    [InlineData(HttpStatusCode.NotFound, """{"error":{"message":"The model does not exist","code":"model_not_found"}}""", "model and base_url")]
    [InlineData(HttpStatusCode.Found, "", "set base_url in goshi.yaml to the address")]
    [InlineData(HttpStatusCode.Forbidden, "{}", "project, organization and region")]
    [InlineData(HttpStatusCode.BadGateway, "<html>\n<h1>502 Bad Gateway</h1></html>", "<h1>502 Bad Gateway</h1>")]
    [InlineData(HttpStatusCode.InternalServerError, "", "answered 500 InternalServerError.")]
    [InlineData(HttpStatusCode.UnprocessableEntity, """{"detail":[{"loc":["body"],"msg":"field required"}]}""", "field required")]
    public async Task Says_what_to_do_next(HttpStatusCode status, string body, string expected) =>
        Assert.Contains(expected, (await Ask(status, body)).Message);

    [Theory]
    [InlineData(HttpStatusCode.NotFound, """{"error":"model 'llama3.1:8b' not found"}""", "`ollama pull llama3.1:8b`")]
    [InlineData(HttpStatusCode.ServiceUnavailable, """{"error":"server busy"}""", "queue is full")]
    [InlineData(HttpStatusCode.Unauthorized, """{"error":"unauthorized","signin_url":"https://ollama.com/x"}""", "`ollama signin`")]
    [InlineData(HttpStatusCode.BadRequest, """{"error":"\"llama3.1:8b\" does not support thinking"}""", "reasoning_effort")]
    public async Task Says_what_to_do_next_at_ollama(HttpStatusCode status, string body, string expected)
    {
        using var response = Replies.Of(body, status);
        var exception = await Replies.Ollama.ReadErrorAsync(response, "ollama", "llama3.1:8b", default);
        Assert.Contains(expected, exception.Message);
    }

    [Fact]
    public async Task Reads_no_more_of_an_error_than_it_can_show()
    {
        using var response = Replies.Split("{\"error\":\"" + new string('x', 10_000_000), 100_000);
        response.StatusCode = HttpStatusCode.BadGateway;
        var exception = await Replies.OpenAI.ReadErrorAsync(response, "openai", "m", default);
        Assert.True(exception.Message.Length < 1000);
    }

    [Fact]
    public async Task A_body_that_breaks_off_does_not_hide_the_status()
    {
        using var response = Replies.Split("Bad gate", 4, new IOException("reset"));
        response.StatusCode = HttpStatusCode.BadGateway;
        var exception = await Replies.OpenAI.ReadErrorAsync(response, "openai", "m", default);
        Assert.Equal("openai/m answered 502 BadGateway: Bad gate.", exception.Message);
    }

    private static async Task<ProviderException> Ask(
        HttpStatusCode status, string body, string key = "sk-secret", (string Name, string Value)[]? headers = null)
    {
        var server = new RecordingHandler(_ =>
        {
            var response = Replies.Of(body, status);
            foreach (var (name, value) in headers ?? [])
            {
                response.Headers.TryAddWithoutValidation(name, value);
            }

            return response;
        });
        var settings = new ConnectionSettings { Provider = "openai", BaseUrl = new Uri("https://api.openai.com/v1"), ApiKeyVariable = "THE_KEY" };
        using var connection = new ProviderConnection("openai", settings.BaseUrl, HandlerChain.Authorize(settings, server, _ => key, new ConnectionStatistics(), TimeProvider.System));
        return await Assert.ThrowsAsync<ProviderException>(() => connection.CreateChatCompletionAsync(new OpenAIChatRequest { Model = "gpt-4.1" }));
    }
}
