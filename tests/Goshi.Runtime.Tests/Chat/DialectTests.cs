using Goshi.Configuration;
using Goshi.Hosting;
using Goshi.Loopback;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Goshi.Runtime.Tests.Chat;

/// <summary>Compatible servers: where each is addressed, what it is sent, and its replies as it writes them.</summary>
public sealed class DialectTests
{
    private const string Key = "key-of-the-server";

    [Fact]
    public async Task Azure_OpenAI_has_its_key_in_a_header_its_version_in_the_query_and_its_deployment_in_the_path()
    {
        await using var host = await Host.StartAsync(new Dialect("azure", ProviderApi.AzureOpenAI, "my-gpt", "", options => options.ApiVersion = "2024-10-21"));
        host.Server.OpenAI.ApiKey = Key;
        host.Server.OpenAI.Enqueue(Reply.Verbatim(
            "data: {\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\",\"object\":\"\",\"prompt_filter_results\":[{\"prompt_index\":0,\"content_filter_results\":{\"hate\":{\"filtered\":false,\"severity\":\"safe\"}}}]}\n\n",
            "data: {\"choices\":[{\"content_filter_results\":{},\"delta\":{\"content\":\"Hi\",\"refusal\":null,\"role\":\"assistant\"},\"finish_reason\":null,\"index\":0,\"logprobs\":null}],\"created\":1700000000,\"id\":\"chatcmpl-1\",\"model\":\"gpt-4o-2024-08-06\",\"object\":\"chat.completion.chunk\",\"system_fingerprint\":\"fp_1\"}\n\n",
            "data: {\"choices\":[{\"content_filter_results\":{},\"delta\":{},\"finish_reason\":\"stop\",\"index\":0,\"logprobs\":null}],\"created\":1700000000,\"id\":\"chatcmpl-1\",\"model\":\"gpt-4o-2024-08-06\",\"object\":\"chat.completion.chunk\"}\n\n",
            "data: {\"choices\":[],\"created\":1700000000,\"id\":\"chatcmpl-1\",\"model\":\"gpt-4o-2024-08-06\",\"object\":\"chat.completion.chunk\",\"usage\":{\"completion_tokens\":2,\"prompt_tokens\":9,\"total_tokens\":11}}\n\n",
            "data: [DONE]\n\n"));

        var answer = await host.Chat.GetStreamingResponseAsync("Hi", new ChatOptions { MaxOutputTokens = 50 }).ToChatResponseAsync();

        var request = Assert.Single(host.Server.OpenAI.Requests);
        Assert.Equal(("/openai/deployments/my-gpt/chat/completions", "2024-10-21", Key), (request.Path, request.Query["api-version"], request.Headers["api-key"]));
        Assert.False(request.Headers.ContainsKey("Authorization"));
        Assert.Equal(50, request.Json.GetProperty("max_completion_tokens").GetInt32());
        Assert.Equal(("Hi", "gpt-4o-2024-08-06", 9L, ChatFinishReason.Stop), (answer.Text, answer.ModelId, answer.Usage!.InputTokenCount, answer.FinishReason));
        Assert.Equal("chatcmpl-1", answer.ResponseId);
    }

    [Fact]
    public async Task Azures_filter_is_an_error_that_says_what_it_is()
    {
        await using var host = await Host.StartAsync(new Dialect("azure", ProviderApi.AzureOpenAI, "my-gpt", "", options => options.ApiVersion = "2024-10-21"));
        host.Server.OpenAI.Always(Reply.Raw(400, """
            {"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation"} }}
            """));
        var failure = await Assert.ThrowsAsync<ProviderException>(() => host.Chat.GetResponseAsync("Hi"));
        Assert.Equal("content_filter", failure.Code);
        Assert.Single(host.Server.OpenAI.Requests);
    }

    [Fact]
    public async Task Groq_has_a_prefix_in_its_address_and_reports_usage_its_own_way_too()
    {
        await using var host = await Host.StartAsync(new Dialect("groq", ProviderApi.OpenAI, "llama-3.3-70b-versatile", "openai/v1"));
        host.Server.OpenAI.ApiKey = Key;
        host.Server.OpenAI.Enqueue(Reply.Verbatim(
            "data: {\"id\":\"chatcmpl-g\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"llama-3.3-70b-versatile\",\"system_fingerprint\":\"fp_g\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"logprobs\":null,\"finish_reason\":null}],\"x_groq\":{\"id\":\"req_1\"}}\n\n",
            "data: {\"id\":\"chatcmpl-g\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"logprobs\":null,\"finish_reason\":null}]}\n\n",
            "data: {\"id\":\"chatcmpl-g\",\"choices\":[{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"x_groq\":{\"id\":\"req_1\",\"usage\":{\"queue_time\":0.01,\"prompt_tokens\":37,\"prompt_time\":0.002,\"completion_tokens\":2,\"total_tokens\":39}}}\n\n",
            "data: {\"id\":\"chatcmpl-g\",\"choices\":[],\"usage\":{\"queue_time\":0.01,\"prompt_tokens\":37,\"prompt_time\":0.002,\"completion_tokens\":2,\"completion_time\":0.01,\"total_tokens\":39,\"total_time\":0.012}}\n\n",
            "data: [DONE]\n\n"));

        var answer = await host.Chat.GetStreamingResponseAsync("Hi", new ChatOptions { MaxOutputTokens = 50 }).ToChatResponseAsync();

        var request = Assert.Single(host.Server.OpenAI.Requests);
        Assert.Equal(("/openai/v1/chat/completions", "Bearer " + Key), (request.Path, request.Headers["Authorization"]));
        Assert.Equal(50, request.Json.GetProperty("max_tokens").GetInt32());
        Assert.False(request.Json.GetProperty("stream_options").TryGetProperty("include_obfuscation", out _));
        Assert.Equal(("Hi", 37L, 2L), (answer.Text, answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount));
    }

    [Fact]
    public async Task OpenRouter_sends_comments_while_it_waits_reasoning_and_models_with_slashes()
    {
        await using var host = await Host.StartAsync(new Dialect("openrouter", ProviderApi.OpenAI, "deepseek/deepseek-r1", "api/v1"));
        host.Server.OpenAI.Enqueue(Reply.Verbatim(
            ": OPENROUTER PROCESSING\n\n",
            ": OPENROUTER PROCESSING\n\n",
            "data: {\"id\":\"gen-1\",\"provider\":\"DeepInfra\",\"model\":\"deepseek/deepseek-r1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\",\"reasoning\":\"Hm.\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"Hm.\"}]},\"finish_reason\":null,\"native_finish_reason\":null,\"logprobs\":null}]}\n\n",
            "data: {\"id\":\"gen-1\",\"provider\":\"DeepInfra\",\"model\":\"deepseek/deepseek-r1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Hi\"},\"finish_reason\":\"stop\",\"native_finish_reason\":\"stop\"}]}\n\n",
            "data: {\"id\":\"gen-1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}],\"usage\":{\"prompt_tokens\":8,\"completion_tokens\":20,\"total_tokens\":28,\"cost\":0.00002,\"completion_tokens_details\":{\"reasoning_tokens\":15}}}\n\n",
            "data: [DONE]\n\n"));

        var answer = await host.Chat.GetStreamingResponseAsync("Hi", new ChatOptions { TopK = 40 }).ToChatResponseAsync();

        var sent = Assert.Single(host.Server.OpenAI.Requests);
        Assert.Equal(("/api/v1/chat/completions", "deepseek/deepseek-r1", 40), (sent.Path, sent.Json.GetProperty("model").GetString(), sent.Json.GetProperty("top_k").GetInt32()));
        Assert.Equal("Hi", answer.Text);
        Assert.Equal("Hm.", answer.Messages[0].Contents.OfType<TextReasoningContent>().Single().Text);
        Assert.Equal((8L, 15L), (answer.Usage!.InputTokenCount, answer.Usage.ReasoningTokenCount));
    }

    [Fact]
    public async Task An_error_of_OpenRouters_upstream_in_the_middle_of_a_stream_is_an_error()
    {
        await using var host = await Host.StartAsync(new Dialect("openrouter", ProviderApi.OpenAI, "deepseek/deepseek-r1", "api/v1"));
        host.Server.OpenAI.Enqueue(Reply.Verbatim(
            "data: {\"id\":\"gen-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"So \"},\"finish_reason\":null}]}\n\n",
            "data: {\"id\":\"gen-1\",\"error\":{\"code\":\"server_error\",\"message\":\"Provider disconnected\"},\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"error\"}]}\n\n"));
        var failure = await Assert.ThrowsAsync<StreamInterruptedException>(() => host.Chat.GetStreamingResponseAsync("Hi").ToChatResponseAsync());
        Assert.Equal("So ", failure.PartialText);
        Assert.Contains("Provider disconnected", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task VLLM_needs_no_key_repeats_usage_in_each_chunk_and_numbers_stop_reasons()
    {
        await using var host = await Host.StartAsync(new Dialect("vllm", ProviderApi.OpenAI, "Qwen/Qwen3-8B", "v1", options => options.ApiKeyEnv = null));
        host.Server.OpenAI.Enqueue(Reply.Verbatim(
            "data: {\"id\":\"chatcmpl-v\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"Qwen/Qwen3-8B\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"logprobs\":null,\"finish_reason\":null}],\"usage\":{\"prompt_tokens\":9,\"total_tokens\":9,\"completion_tokens\":0}}\n\n",
            "data: {\"id\":\"chatcmpl-v\",\"choices\":[{\"index\":0,\"delta\":{\"reasoning_content\":\"Hm.\"},\"logprobs\":null,\"finish_reason\":null}],\"usage\":{\"prompt_tokens\":9,\"total_tokens\":12,\"completion_tokens\":3}}\n\n",
            "data: {\"id\":\"chatcmpl-v\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"logprobs\":null,\"finish_reason\":\"stop\",\"stop_reason\":151645}],\"usage\":{\"prompt_tokens\":9,\"total_tokens\":14,\"completion_tokens\":5}}\n\n",
            "data: {\"id\":\"chatcmpl-v\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"total_tokens\":14,\"completion_tokens\":5,\"prompt_tokens_details\":null}}\n\n",
            "data: [DONE]\n\n"));

        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in host.Chat.GetStreamingResponseAsync("Hi"))
        {
            updates.Add(update);
        }

        var request = Assert.Single(host.Server.OpenAI.Requests);
        Assert.False(request.Headers.ContainsKey("Authorization"));
        var answer = updates.ToChatResponse();
        Assert.Single(updates, static update => update.Contents.OfType<UsageContent>().Any());
        Assert.Single(updates, static update => update.FinishReason is not null);
        Assert.Equal("Hi", answer.Text);
        Assert.Equal((9L, 5L), (answer.Usage!.InputTokenCount, answer.Usage.OutputTokenCount));
        Assert.Equal((9L, 5L), (host.Session.Usage.InputTokens, host.Session.Usage.OutputTokens));
    }

    [Fact]
    public async Task LM_Studio_answers_with_statistics_of_its_own()
    {
        await using var host = await Host.StartAsync(new Dialect("lm-studio", ProviderApi.OpenAI, "qwen2.5-7b-instruct", "v1", options => options.ApiKeyEnv = null));
        host.Server.OpenAI.Enqueue(Reply.Raw(200, """
            {"id":"chatcmpl-l","object":"chat.completion","created":1700000000,"model":"qwen2.5-7b-instruct",
             "choices":[{"index":0,"logprobs":null,"finish_reason":"tool_calls","message":{"role":"assistant","content":"","tool_calls":[
               {"type":"function","id":"365174485","function":{"name":"weather","arguments":"{\"city\":\"Oslo\"}"} }]} }],
             "usage":{"prompt_tokens":263,"completion_tokens":34,"total_tokens":297},"stats":{},"system_fingerprint":"qwen2.5-7b-instruct"}
            """));

        var answer = await host.Chat.GetResponseAsync("Hi", new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(System.Text.Json.JsonElement.Parse("""{"type":"object"}"""), "reading") });

        Assert.Equal("reading", host.Server.OpenAI.Requests[0].Json.GetProperty("response_format").GetProperty("json_schema").GetProperty("name").GetString());
        Assert.Equal(ChatFinishReason.ToolCalls, answer.FinishReason);
        Assert.Equal("Oslo", answer.Messages[0].Contents.OfType<FunctionCallContent>().Single().Arguments!["city"]!.ToString());
        Assert.Equal(297, answer.Usage!.TotalTokenCount);
    }

    [Fact]
    public async Task Llama_cpp_writes_null_contents_and_timings_and_usage_without_an_empty_list()
    {
        await using var host = await Host.StartAsync(new Dialect("llamacpp", ProviderApi.OpenAI, "default", "v1", options => options.ApiKeyEnv = null));
        host.Server.OpenAI.Enqueue(Reply.Verbatim(
            "data: {\"choices\":[{\"finish_reason\":null,\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":null}}],\"created\":1700000000,\"id\":\"chatcmpl-c\",\"model\":\"default\",\"system_fingerprint\":\"b4719\",\"object\":\"chat.completion.chunk\"}\n\n",
            "data: {\"choices\":[{\"finish_reason\":null,\"index\":0,\"delta\":{\"content\":\"Hi\"}}],\"created\":1700000000,\"id\":\"chatcmpl-c\",\"model\":\"default\"}\n\n",
            "data: {\"choices\":[{\"finish_reason\":\"length\",\"index\":0,\"delta\":{}}],\"created\":1700000000,\"id\":\"chatcmpl-c\",\"model\":\"default\",\"usage\":{\"completion_tokens\":1,\"prompt_tokens\":6,\"total_tokens\":7},\"timings\":{\"prompt_n\":6,\"prompt_ms\":12.5,\"predicted_n\":1}}\n\n",
            "data: [DONE]\n\n"));

        var answer = await host.Chat.GetStreamingResponseAsync("Hi", new ChatOptions { Seed = 7 }).ToChatResponseAsync();

        Assert.Equal(7, host.Server.OpenAI.Requests[0].Json.GetProperty("seed").GetInt32());
        Assert.Equal(("Hi", ChatFinishReason.Length, 6L), (answer.Text, answer.FinishReason, answer.Usage!.InputTokenCount));
    }

    [Fact]
    public async Task Llama_cpp_while_it_loads_its_model_is_asked_again()
    {
        await using var host = await Host.StartAsync(new Dialect("llamacpp", ProviderApi.OpenAI, "default", "v1", options => options.ApiKeyEnv = null));
        host.Server.OpenAI.Enqueue(Reply.Raw(503, """{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}"""));
        host.Server.OpenAI.Enqueue(Reply.Text("Hi"));
        Assert.Equal("Hi", (await host.Chat.GetResponseAsync("Hi")).Text);
        Assert.Equal(2, host.Server.OpenAI.Requests.Count);
    }

    [Theory]
    [InlineData("groq", "openai/v1")]
    [InlineData("openrouter", "api/v1")]
    [InlineData("vllm", "v1")]
    [InlineData("lm-studio", "v1")]
    [InlineData("llamacpp", "v1")]
    public async Task A_server_that_knows_the_newer_name_of_the_token_limit_is_sent_it_by_a_setting(string name, string path)
    {
        await using var host = await Host.StartAsync(new Dialect(name, ProviderApi.OpenAI, "a-model", path, options => options.TokenLimitKey = "max_completion_tokens"));
        await host.Chat.GetResponseAsync("Hi", new ChatOptions { MaxOutputTokens = 50 });
        Assert.Equal(50, host.Server.OpenAI.Requests[0].Json.GetProperty("max_completion_tokens").GetInt32());
        Assert.False(host.Server.OpenAI.Requests[0].Json.TryGetProperty("max_tokens", out _));
    }

    private sealed record Dialect(string Name, ProviderApi Api, string Model, string Path, Action<OpenAIProviderOptions>? Configure = null);

    /// <summary>What the generator would emit for a file whose primary is one compatible server.</summary>
    private sealed class DialectOptions : LlmOptions
    {
        public static readonly AsyncLocal<Dialect> Current = new();

        public DialectOptions()
        {
            Add(new OpenAIProviderOptions("openai", ProviderApi.OpenAI, this));
            Add(new OllamaProviderOptions("ollama", this));
            Add(new ProfileOptions(this, "fast"));
            var dialect = Current.Value!;
            Server = Add(new OpenAIProviderOptions(dialect.Name, dialect.Api, this) { ApiKeyEnv = "SERVER_KEY" });
            (Provider, Model) = (dialect.Name, dialect.Model);
            RetryBackoffMin = TimeSpan.FromMilliseconds(1);
            RetryBackoffMax = TimeSpan.FromMilliseconds(2);
        }

        public OpenAIProviderOptions Server { get; }
    }

    private sealed class Host(LoopbackProvider server, ServiceProvider services) : IAsyncDisposable
    {
        public LoopbackProvider Server => server;

        public IChatClient Chat => services.GetRequiredService<IChatClient>();

        public GoshiSession Session => Chat.GetService<GoshiSession>()!;

        public static async Task<Host> StartAsync(Dialect dialect)
        {
            DialectOptions.Current.Value = dialect;
            var server = await LoopbackProvider.StartAsync();
            var plain = ChatHost.Definition();
            var services = new ServiceCollection();
            GoshiRegistration.Add(
                services,
                (DialectOptions options) =>
                {
                    options.Server.BaseUrl = new Uri(new Uri(server.OpenAI.BaseUrl.GetLeftPart(UriPartial.Authority)), dialect.Path).ToString();
                    options.GetEnvironmentVariable = static name => name == "SERVER_KEY" ? Key : null;
                    dialect.Configure?.Invoke(options.Server);
                },
                ServiceLifetime.Singleton,
                new GoshiDefinition<DialectOptions, ITestChat>
                {
                    CreateChat = plain.CreateChat,
                    Models = plain.Models,
                    ConfigurationSection = plain.ConfigurationSection,
                    Profiles = plain.Profiles,
                    Modules =
                    [
                        .. plain.Modules,
                        new OpenAIModule<TestOpenAIApi>(
                            dialect.Name,
                            static (_, connection) => new TestOpenAIApi(connection),
                            static api => new OpenAITransport(api.Connection.SendChatCompletionAsync, api.Connection.SendEmbeddingsAsync, api.Connection.SendGetModelsAsync)),
                    ],
                });
            var host = new Host(server, services.BuildServiceProvider());
            _ = host.Chat; // made here, where the options can see which dialect they are for
            return host;
        }

        public async ValueTask DisposeAsync()
        {
            await services.DisposeAsync();
            await server.DisposeAsync();
        }
    }
}
