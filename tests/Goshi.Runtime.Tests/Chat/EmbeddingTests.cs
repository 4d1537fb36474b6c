using Goshi.Hosting;
using Goshi.Loopback;
using Goshi.Runtime.Tests.Providers;
using Goshi.Wire;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Goshi.Runtime.Tests.Chat;

public sealed class EmbeddingTests
{
    private const string Model = "text-embedding-3-small";

    [Fact]
    public async Task Texts_become_vectors_in_their_order_priced_and_charged_to_the_session()
    {
        await using var host = await StartAsync();
        host.Server.OpenAI.Enqueue(Reply.Raw(200, $$"""
            {"object":"list","model":"{{Model}}","data":[
              {"object":"embedding","index":1,"embedding":[0.5,-1e-3]},{"object":"embedding","index":0,"embedding":[1,2]}],
             "usage":{"prompt_tokens":1000,"total_tokens":1000} }
            """));

        var result = await Generator(host).GenerateAsync(["a", "b"]);

        Assert.Equal([1, 2], result[0].Vector.ToArray());
        Assert.Equal([0.5f, -0.001f], result[1].Vector.ToArray());
        Assert.All(result, static embedding => Assert.Equal(Model, embedding.ModelId));
        Assert.Equal((1000, 1000), (result.Usage!.InputTokenCount, result.Usage.TotalTokenCount));
        Assert.Equal(0.00002m, host.Chat.Session.Spent);
        Assert.Equal((1, 0m), (host.Chat.Session.Requests, host.Chat.Session.Reserved));
        Expect($$"""{"model":"{{Model}}","input":["a","b"]}""", host.Server.OpenAI.Requests[0]);
    }

    [Fact]
    public async Task Ollama_makes_vectors_too_and_they_cost_nothing()
    {
        await using var host = await StartAsync(static options => options.Ollama.KeepAlive = "5m");
        host.Server.Ollama.Enqueue(Reply.Raw(200, """{"model":"nomic-embed-text","embeddings":[[0.25,4]],"total_duration":1,"prompt_eval_count":3}"""));

        var result = await Generator(host, "ollama").GenerateAsync(["a"], new EmbeddingGenerationOptions { Dimensions = 2, AdditionalProperties = new() { ["truncate"] = false } });

        Assert.Equal([0.25f, 4], result[0].Vector.ToArray());
        Assert.Equal(3, result.Usage!.InputTokenCount);
        Assert.Equal((0m, 1), (host.Chat.Session.Spent, host.Chat.Session.FreeRequests));
        Expect("""{"model":"nomic-embed-text","input":["a"],"dimensions":2,"keep_alive":"5m","truncate":false}""", host.Server.Ollama.Requests[0]);
    }

    [Theory]
    [InlineData("""{"model":"m","embedding":[1,2]}""")]
    [InlineData("""{"data":null,"embeddings":null}""")]
    [InlineData("""{"data":[],"embeddings":[]}""")]
    public async Task An_answer_without_vectors_is_reported(string body)
    {
        await using var host = await StartAsync(static options => options.MaxRetries = 0);
        host.Server.OpenAI.Enqueue(Reply.Raw(200, body));
        host.Server.Ollama.Enqueue(Reply.Raw(200, body));

        await Assert.ThrowsAsync<ProviderException>(() => Generator(host).GenerateAsync(["a"]));
        await Assert.ThrowsAsync<ProviderException>(() => Generator(host, "ollama").GenerateAsync(["a"]));
    }

    [Fact]
    public async Task A_list_of_models_that_is_absent_is_empty()
    {
        await using var host = await StartAsync();
        host.Server.OpenAI.Probes.Enqueue(Reply.Raw(200, "{}"));
        host.Server.Ollama.Probes.Enqueue(Reply.Raw(200, "{}"));

        Assert.Empty((await host.Services.GetRequiredService<TestOpenAIApi>().Connection.GetModelsAsync()).Data);
        Assert.Empty((await host.Services.GetRequiredService<TestOllamaApi>().Connection.GetTagsAsync()).Models);
    }

    [Fact]
    public async Task Many_texts_go_out_in_batches()
    {
        await using var host = await StartAsync();
        var result = await Generator(host).GenerateAsync(Enumerable.Range(0, 2050).Select(static i => $"text {i}"));

        Assert.Equal(2050, result.Count);
        Assert.Equal([2048, 2], host.Server.OpenAI.Requests.Select(static request => request.Json.GetProperty("input").GetArrayLength()));
        Assert.Equal(2, host.Chat.Session.Requests);
    }

    [Fact]
    public async Task A_batch_holds_no_more_tokens_than_the_server_takes()
    {
        await using var host = await StartAsync();
        var result = await Generator(host).GenerateAsync([new string('a', 400_000), new string('b', 400_000)]);

        Assert.Equal(2, result.Count);
        Assert.Equal(2, host.Server.OpenAI.Requests.Count);
    }

    [Fact]
    public async Task No_text_is_no_request()
    {
        await using var host = await StartAsync();
        var result = await Generator(host).GenerateAsync([]);
        Assert.Empty(result);
        Assert.Null(result.Usage);
        Assert.Empty(host.Server.OpenAI.Requests);
    }

    [Fact]
    public async Task A_text_that_does_not_fit_the_budget_is_refused_before_it_is_sent()
    {
        await using var host = await StartAsync();
        var session = new GoshiSession("small", 0.000001m);
        var refusal = await Assert.ThrowsAsync<BudgetExceededException>(() =>
            Generator(host).GenerateAsync([new string('a', 10_000)], new EmbeddingGenerationOptions().WithSession(session)));

        Assert.Equal(Model, refusal.Model);
        Assert.Empty(host.Server.OpenAI.Requests);
        Assert.Equal((0m, 0m), (session.Spent, session.Reserved));
    }

    [Fact]
    public async Task A_model_without_a_price_is_refused_under_a_limit()
    {
        await using var host = await StartAsync(static options => options.MaxCostPerSession = 1);
        await Assert.ThrowsAsync<BudgetExceededException>(() => Generator(host).GenerateAsync(["a"], new EmbeddingGenerationOptions { ModelId = "nobody-knows" }));
        Assert.Empty(host.Server.OpenAI.Requests);
    }

    [Fact]
    public async Task A_failed_attempt_is_repeated_and_costs_nothing()
    {
        await using var host = await StartAsync();
        host.Server.OpenAI.Enqueue(Reply.Status(503));
        await Generator(host).GenerateAsync(["a"]);
        Assert.Equal(2, host.Server.OpenAI.Requests.Count);
        Assert.Equal((1, 0m), (host.Chat.Session.Requests, host.Chat.Session.Reserved));
    }

    [Fact]
    public async Task Another_number_of_vectors_than_texts_is_an_error()
    {
        await using var host = await StartAsync();
        host.Server.OpenAI.Always(Reply.Raw(200, """{"data":[{"index":0,"embedding":[1]}],"usage":{"prompt_tokens":2,"total_tokens":2}}"""));
        await Assert.ThrowsAsync<ProviderException>(() => Generator(host).GenerateAsync(["a", "b"]));
        Assert.Equal(0m, host.Chat.Session.Reserved);
        Assert.True(host.Chat.Session.Spent > 0); // it answered, so it was paid
    }

    [Fact]
    public async Task The_call_may_name_another_model_provider_and_session()
    {
        await using var host = await StartAsync();
        var session = new GoshiSession("other");
        await Generator(host).GenerateAsync(["a"], new EmbeddingGenerationOptions { ModelId = "ollama/bge-m3" }.WithSession(session));

        Expect("""{"model":"bge-m3","input":["a"]}""", Assert.Single(host.Server.Ollama.Requests));
        Assert.Equal((1, 0), (session.Requests, host.Chat.Session.Requests));
    }

    [Fact]
    public async Task Without_a_model_the_error_names_the_key()
    {
        await using var host = await ChatHost.StartAsync();
        var exception = await Assert.ThrowsAsync<GoshiException>(() => Generator(host).GenerateAsync(["a"]));
        Assert.Contains("llm.openai.embedding_model", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_provider_with_an_embedding_model_is_used_where_the_primary_has_none()
    {
        await using var host = await StartAsync(static options => options.OpenAI.EmbeddingModel = null);
        await Generator(host).GenerateAsync(["a"]);
        Assert.Single(host.Server.Ollama.Requests);
        Assert.Empty(host.Server.OpenAI.Requests);
    }

    [Theory]
    [InlineData("model")]
    [InlineData("input")]
    [InlineData("encoding_format")]
    public async Task Refuses_additional_properties_that_the_call_decides(string name)
    {
        await using var host = await StartAsync();
        var exception = await Assert.ThrowsAsync<GoshiException>(() => Generator(host).GenerateAsync(
            ["a"], new EmbeddingGenerationOptions { AdditionalProperties = new() { [name] = "x" } }));
        Assert.Contains($"'{name}'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Starts_from_the_callers_own_request()
    {
        await using var host = await StartAsync();
        var generator = Generator(host);
        object? given = null;
        await generator.GenerateAsync(["a"], new EmbeddingGenerationOptions
        {
            RawRepresentationFactory = client => { given = client; return new OpenAIEmbeddingRequest { User = "u", Dimensions = 8, Model = "ignored" }; },
        });
        Assert.Same(generator, given);
        Expect($$"""{"model":"{{Model}}","input":["a"],"dimensions":8,"user":"u"}""", host.Server.OpenAI.Requests[0]);
    }

    [Fact]
    public async Task Says_who_it_is()
    {
        await using var host = await StartAsync();
        var generator = Generator(host);
        var metadata = generator.GetService<EmbeddingGeneratorMetadata>()!;
        Assert.Equal(("openai", Model), (metadata.ProviderName, metadata.DefaultModelId));
        Assert.Equal("nomic-embed-text", Generator(host, "ollama").GetService<EmbeddingGeneratorMetadata>()!.DefaultModelId);
        Assert.Same(host.Chat.Session, generator.GetService<GoshiSession>());
        Assert.Same(generator, generator.GetService<IEmbeddingGenerator<string, Embedding<float>>>());
        Assert.Null(generator.GetService(typeof(IEmbeddingGenerator), "key"));
        Assert.Throws<ArgumentNullException>(() => generator.GetService(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => generator.GenerateAsync(null!));
        await Assert.ThrowsAsync<ArgumentException>(() => generator.GenerateAsync([null!]));
        generator.Dispose();
        await generator.GenerateAsync(["still works"]);
    }

    [Fact]
    public async Task A_session_of_its_own_has_a_generator_of_its_own()
    {
        await using var host = await StartAsync();
        using var chat = host.Chat.BeginSession(name: "own");
        await chat.GetService<IEmbeddingGenerator<string, Embedding<float>>>()!.GenerateAsync(["a"]);
        Assert.Equal((1, 0), (chat.Session.Requests, host.Chat.Session.Requests));
    }

    [Fact]
    public async Task The_users_own_generator_wins()
    {
        using var own = new OwnGenerator();
        await using var host = await ChatHost.StartAsync(services: services => services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(own));
        Assert.Same(own, Generator(host));
    }

    [Fact]
    public async Task Cancellation_is_the_callers_own()
    {
        await using var host = await StartAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Generator(host).GenerateAsync(["a"], cancellationToken: cancelled.Token));
        Assert.Equal((0m, 0m), (host.Chat.Session.Spent, host.Chat.Session.Reserved));
    }

    [Fact]
    public async Task A_refusal_costs_nothing_also_when_the_caller_leaves_while_it_is_read()
    {
        var time = new ManualTimeProvider();
        await using var host = await ChatHost.StartAsync(static options => options.OpenAI.EmbeddingModel = Model, time);
        host.Server.OpenAI.Enqueue(Reply.Status(400).AfterHeaders.Stall());
        using var cancelled = new CancellationTokenSource();
        var timers = time.ArmedTimers;

        var call = Generator(host).GenerateAsync(["a"], cancellationToken: cancelled.Token);
        await time.WaitForTimersAsync(timers + 2); // the request's deadline, and how long a refusal's body is waited for
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal((0m, 0m), (host.Chat.Session.Spent, host.Chat.Session.Reserved));
    }

    private static Task<ChatHost> StartAsync(Action<TestOptions>? configure = null) => ChatHost.StartAsync(options =>
    {
        options.OpenAI.EmbeddingModel = Model;
        options.Ollama.EmbeddingModel = "nomic-embed-text";
        configure?.Invoke(options);
    });

    private static IEmbeddingGenerator<string, Embedding<float>> Generator(ChatHost host, string? provider = null) => provider is null
        ? host.Services.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>()
        : host.Services.GetRequiredKeyedService<IEmbeddingGenerator<string, Embedding<float>>>(provider);

    private static void Expect(string expected, RecordedRequest request) =>
        Json.AssertEqual(expected, System.Text.Encoding.UTF8.GetBytes(request.Json.GetRawText()));

    private sealed class OwnGenerator : IEmbeddingGenerator<string, Embedding<float>>
    {
        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("Never asked.");

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
