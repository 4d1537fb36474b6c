using System.Net;
using Goshi.Loopback;
using Goshi.Wire;
using Refit;

namespace Goshi.Refit.Tests;

/// <summary>The generated interface as a client that Refit made.</summary>
public sealed class RefitClientTests : IAsyncLifetime
{
    private RefitHost _host = null!;

    public async Task InitializeAsync() => _host = await RefitHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(RefitHost.Ways), MemberType = typeof(RefitHost))]
    public async Task It_posts_and_reads_the_answer(string way)
    {
        var answer = await _host.Api(way).CreateChatCompletionAsync(Request());

        Assert.Equal("Hello from the loopback provider.", answer.Choices[0].Message.Content);
        var sent = Assert.Single(_host.Server.OpenAI.Requests);
        Assert.Equal(("POST", "/v1/chat/completions"), (sent.Method, sent.Path));
        Assert.False(sent.IsStreamed);
    }

    [Theory]
    [MemberData(nameof(RefitHost.Ways), MemberType = typeof(RefitHost))]
    public async Task It_streams_while_the_answer_is_made(string way)
    {
        var gate = new Gate();
        _host.Server.OpenAI.Enqueue(Reply.Text("one", "two").After(1).Hold(gate));
        var texts = new List<string?>();

        await foreach (var chunk in _host.Api(way).StreamChatCompletionAsync(Request()))
        {
            if (chunk.Choice?.Content is { Length: > 0 } text)
            {
                texts.Add(text);
                gate.Open();
            }
        }

        Assert.Equal(["one", "two"], texts);
    }

    [Theory]
    [MemberData(nameof(RefitHost.Ways), MemberType = typeof(RefitHost))]
    public async Task A_refusal_is_Refits_own_exception(string way)
    {
        _host.Server.OpenAI.Enqueue(Reply.Status(400));

        var error = await Assert.ThrowsAnyAsync<ApiException>(() => _host.Api(way).CreateChatCompletionAsync(Request()));

        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        Assert.Single(_host.Server.OpenAI.Requests);
    }

    [Theory]
    [MemberData(nameof(RefitHost.Ways), MemberType = typeof(RefitHost))]
    public async Task A_refusal_is_inside_the_envelope(string way)
    {
        _host.Server.OpenAI.Enqueue(Reply.Status(429));
        var api = _host.Api(way);

        using var refused = await api.CreateChatCompletionResponseAsync(Request());
        using var answered = await api.CreateChatCompletionResponseAsync(Request());

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Error);
        Assert.Equal("Hello from the loopback provider.", answered.Content!.Choices[0].Message.Content);
    }

    [Theory]
    [MemberData(nameof(RefitHost.Ways), MemberType = typeof(RefitHost))]
    public async Task The_response_itself_is_not_judged(string way)
    {
        _host.Server.OpenAI.Enqueue(Reply.Status(500));

        using var response = await _host.Api(way).SendChatCompletionAsync(Request());

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
    }

    [Theory]
    [MemberData(nameof(RefitHost.Ways), MemberType = typeof(RefitHost))]
    public async Task Cancelling_ends_the_request(string way)
    {
        var gate = new Gate();
        _host.Server.OpenAI.Enqueue(Reply.Text("late").BeforeHeaders.Hold(gate));
        using var cancel = new CancellationTokenSource();
        var call = _host.Api(way).CreateChatCompletionAsync(Request(), cancel.Token);
        await gate.ReachedAsync();

        cancel.Cancel();

        // Refit 12 and 13 wrap even a cancellation.
        var error = await Assert.ThrowsAnyAsync<Exception>(() => call);
        Assert.True(error is OperationCanceledException || error.InnerException is OperationCanceledException, error.ToString());
        gate.Open();
    }

    [Theory]
    [MemberData(nameof(RefitHost.Ways), MemberType = typeof(RefitHost))]
    public async Task The_settings_getter_gives_the_key(string way)
    {
        var settings = RefitHost.Settings();
        settings.AuthorizationHeaderValueGetter = async (_, _) => await Task.FromResult("sk-wrong");

        var error = await Assert.ThrowsAnyAsync<ApiException>(() => _host.Api(way, settings).CreateChatCompletionAsync(Request()));

        Assert.Equal(HttpStatusCode.Unauthorized, error.StatusCode);
        Assert.Equal("Bearer sk-wrong", Assert.Single(_host.Server.OpenAI.Requests).Headers["Authorization"]);
    }

    [Theory]
    [MemberData(nameof(RefitHost.Ways), MemberType = typeof(RefitHost))]
    public async Task The_settings_exception_factory_decides_what_is_thrown(string way)
    {
        var settings = RefitHost.Settings();
        settings.ExceptionFactory = async response => await Task.FromResult<Exception?>(response.IsSuccessStatusCode ? null : new InvalidTimeZoneException());
        _host.Server.OpenAI.Enqueue(Reply.Status(400));

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => _host.Api(way, settings).CreateChatCompletionAsync(Request()));
    }

    [Theory]
    [MemberData(nameof(RefitHost.Ways), MemberType = typeof(RefitHost))]
    public async Task An_unreadable_answer_is_Refits_own_exception(string way)
    {
        _host.Server.OpenAI.Enqueue(Reply.Raw(200, "<html>"));

        await Assert.ThrowsAnyAsync<ApiException>(() => _host.Api(way).CreateChatCompletionAsync(Request()));
    }

    [Fact]
    public async Task Without_a_getter_the_clients_own_credential_is_sent()
    {
        using var client = new HttpClient { BaseAddress = _host.Server.OpenAI.BaseUrl, DefaultRequestHeaders = { Authorization = new("Bearer", "sk-of-the-client") } };
        var api = RestService.ForGenerated<IOpenAIApi>(client, new RefitSettings());

        using var response = await api.SendGetModelsAsync();

        Assert.Equal("Bearer sk-of-the-client", Assert.Single(_host.Server.Requests).Headers["Authorization"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Embeddings_and_models_are_read_with_either_serializer(bool ours)
    {
        var settings = RefitHost.Settings();
        settings.ContentSerializer = ours ? settings.ContentSerializer : new SystemTextJsonContentSerializer();
        _host.Server.OpenAI.Enqueue(Reply.Embeddings([0.5f, 0.25f]));
        var api = _host.Api("ForGenerated", settings);

        var embeddings = await api.CreateEmbeddingsAsync(new() { Model = "text-embedding-3-small", Input = { "Hi" } });
        var models = await api.GetModelsAsync();
        var answer = await api.CreateChatCompletionAsync(Request());

        Assert.Single(embeddings.Data);
        Assert.NotEmpty(models.Data);
        Assert.Equal("Hello from the loopback provider.", answer.Choices[0].Message.Content);
    }

    [Fact]
    public async Task Ollama_is_one_of_Refits_too()
    {
        using var client = new HttpClient { BaseAddress = _host.Server.Ollama.BaseUrl };
        var api = RestService.ForGenerated<IOllamaApi>(client, new RefitSettings(new SystemTextJsonContentSerializer(GoshiJson.Options)));

        var answer = await api.CreateChatAsync(new() { Model = "llama3.1:8b", Messages = { new() { Role = "user", Content = "Hi" } } });

        Assert.Equal("Hello from the loopback provider.", answer.Content);
    }

    [Theory]
    [MemberData(nameof(RefitHost.Ways), MemberType = typeof(RefitHost))]
    public async Task A_missing_request_is_named(string way)
    {
        var api = _host.Api(way);

        Assert.Equal("request", (await Assert.ThrowsAsync<ArgumentNullException>(() => api.CreateChatCompletionAsync(null!))).ParamName);
        Assert.Equal("request", (await Assert.ThrowsAsync<ArgumentNullException>(() => api.SendChatCompletionAsync(null!))).ParamName);
        Assert.Empty(_host.Server.Requests);
    }

    [Fact]
    public async Task Strict_resolution_of_addresses_replaces_the_path_of_the_base_address()
    {
        var settings = RefitHost.Settings();
        settings.UrlResolution = UrlResolutionMode.Rfc3986;

        using var response = await _host.Api("ForGenerated", settings).SendChatCompletionAsync(Request());

        Assert.Equal("/chat/completions", Assert.Single(_host.Server.Requests).Path);
    }

    private static OpenAIChatRequest Request() =>
        new() { Model = "gpt-5.4-mini", Messages = { new() { Role = "user", Content = "Hi" } } };
}
