using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Goshi.Generators.Emit;
using Goshi.Generators.Model;
using Goshi.Wire;
using Refit;

namespace Goshi.Generators.Tests.Emit;

/// <summary>What a project with Refit gets more, compiled as strictly as a user may, and run.</summary>
public partial class RefitEmitterTests
{
    // What a team that uses Refit writes: its own code sees the interface as one of Refit's.
    private const string Uses = """
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;
        using Goshi.Hosting;
        using Goshi.Wire;
        using Refit;

        namespace Acme.App;

        internal static class Uses
        {
            public static IOpenAIApi For(HttpClient client, RefitSettings settings) => RestService.For<IOpenAIApi>(client, settings);

            public static IOpenAIApi ForGenerated(HttpClient client, RefitSettings settings) => RestService.ForGenerated<IOpenAIApi>(client, settings);

            public static IOpenAIApi Connected(ProviderConnection connection) => new OpenAIApi(connection);

            public static async Task<string?> Post(IOpenAIApi api, CancellationToken ct) =>
                (await api.CreateChatCompletionAsync(Request(), ct)).Choices[0].Message.Content;

            public static async Task<string?> Enveloped(IOpenAIApi api, CancellationToken ct)
            {
                using var response = await api.CreateChatCompletionResponseAsync(Request(), ct);
                return response.Content?.Choices[0].Message.Content ?? response.Error?.Message;
            }

            public static async Task<string?> Streamed(IOpenAIApi api, CancellationToken ct)
            {
                var text = "";
                await foreach (var chunk in api.StreamChatCompletionAsync(Request(), ct))
                {
                    text += chunk.Choice?.Content;
                }

                return text;
            }

            public static async Task<string?> Models(IOpenAIApi api, CancellationToken ct) => (await api.GetModelsAsync(ct)).Data[0].Id;

            private static OpenAIChatRequest Request() => new() { Model = "gpt-4o", Messages = { new() { Role = "user", Content = "Hi" } }, Stream = true };
        }
        """;

    private const string Answer = """
        {"id":"c1","object":"chat.completion","created":1,"model":"gpt-4o","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}]}
        """;

    private const string Stream = """
        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-4o","choices":[{"index":0,"delta":{"content":"Hel"},"finish_reason":null}]}

        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-4o","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":"stop"}]}

        data: [DONE]


        """;

    private static readonly Lazy<Type> Compiled = new(static () => Compile(Configs.Full, Configs.Context, Uses).GetType("Acme.App.Uses", throwOnError: true)!);

    private readonly Server _server = new();

    [Fact]
    public void A_full_configuration() =>
        Snapshot.Verify(ApiSlice.Of(Configs.Full, Configs.Context, RefitSupport.Full)
            .Where(static slice => slice.Name is "openai" or "ollama")
            .Select(static slice => (Path.GetFileNameWithoutExtension(slice.HintName), ApiEmitter.Emit(slice))));

    [Fact]
    [UseCulture("de-DE")]
    public void A_hostile_configuration_compiles() => Compile(Configs.Hostile, Configs.Context with { Namespace = "Acme.@class.System" });

    [Fact]
    public void Internal_accessibility_exports_nothing() =>
        Assert.Empty(Compile(Configs.Full, Configs.Context with { IsPublic = false }).GetExportedTypes());

    [Theory]
    [InlineData("openai")]
    [InlineData("ollama")]
    public void The_interface_is_the_same_text_apart_from_attributes_and_members_that_return_ApiResponse(string provider)
    {
        var without = Interface(RefitSupport.Absent, provider);
        var with = Interface(RefitSupport.Full, provider);

        Assert.DoesNotContain("Refit", without, StringComparison.Ordinal);
        Assert.Equal(without, WithoutAttributes().Replace(WithoutEnvelopes().Replace(with, ""), ""));
        Assert.NotEqual(without, with);
    }

    [Theory]
    [InlineData("For")]
    [InlineData("ForGenerated")]
    public async Task Refit_hands_out_the_emitted_implementation(string factory)
    {
        var api = Api(factory, Settings());
        _server.Reply(Answer);

        Assert.Equal("Hello", await Run("Post", api));

        Assert.Equal("POST http://localhost/v1/chat/completions", _server.Line);
        Assert.Equal("""{"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}],"stream":false}""", _server.Body);
    }

    [Fact]
    public async Task A_get_has_its_path()
    {
        _server.Reply("""{"object":"list","data":[{"id":"gpt-4o","object":"model"}]}""");

        Assert.Equal("gpt-4o", await Run("Models", Api("ForGenerated", Settings())));

        Assert.Equal("GET http://localhost/v1/models", _server.Line);
    }

    [Fact]
    public async Task A_stream_is_read_by_us_and_asks_for_a_stream()
    {
        _server.Reply(Stream);

        Assert.Equal("Hello", await Run("Streamed", Api("ForGenerated", Settings())));

        Assert.Contains("\"stream\":true", _server.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_envelope_holds_the_answer_or_the_error()
    {
        var api = Api("ForGenerated", Settings());
        _server.Reply(Answer);
        Assert.Equal("Hello", await Run("Enveloped", api));

        _server.Reply("{}", HttpStatusCode.BadRequest);
        Assert.Contains("400", await Run("Enveloped", api), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_exception_factory_of_the_settings_decides_what_is_thrown()
    {
        var settings = Settings();
        settings.ExceptionFactory = static response => Task.FromResult<Exception?>(response.IsSuccessStatusCode ? null : new InvalidTimeZoneException());
        _server.Reply("{}", HttpStatusCode.BadRequest);

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => Run("Post", Api("ForGenerated", settings)));
    }

    [Fact]
    public async Task The_authorization_getter_fills_the_credential()
    {
        var settings = Settings();
        settings.AuthorizationHeaderValueGetter = static (_, _) => Task.FromResult("from-the-getter");
        _server.Reply(Answer);

        await Run("Post", Api("ForGenerated", settings));

        Assert.Equal("Bearer from-the-getter", _server.Authorization);
    }

    [Fact]
    public async Task Without_a_getter_no_empty_credential_hides_the_clients_own()
    {
        _server.Reply(Answer);

        await Run("Post", Api("ForGenerated", Settings(), client => client.DefaultRequestHeaders.Authorization = new("Bearer", "of-the-client")));

        Assert.Equal("Bearer of-the-client", _server.Authorization);
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Run("Post", Api("ForGenerated", Settings()), new CancellationToken(canceled: true)));

    [Fact]
    public async Task An_empty_success_is_no_answer()
    {
        _server.Reply("null");

        var error = await Assert.ThrowsAsync<ProviderException>(() => Run("Post", Api("ForGenerated", Settings())));

        Assert.StartsWith("openai answered with an empty body or with null.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_a_connection_errors_are_the_same_as_without_Refit()
    {
        using var connection = new Hosting.ProviderConnection("openai", new Uri("http://localhost/v1"), _server);
        var api = Compiled.Value.GetMethod("Connected")!.Invoke(null, [connection])!;

        _server.Reply("""{"error":{"message":"no","code":"bad"}}""", HttpStatusCode.BadRequest);
        Assert.Equal("bad", (await Assert.ThrowsAsync<ProviderException>(() => Run("Post", api))).Code);

        _server.Reply(Answer);
        Assert.Equal("Hello", await Run("Enveloped", api));
        Assert.Equal("POST http://localhost/v1/chat/completions", _server.Line);
    }

    private static RefitSettings Settings() => new(new SystemTextJsonContentSerializer(GoshiJson.Options));

    private static Assembly Compile(GoshiConfig config, EmitContext context, params string[] more) => Consumer.Load(Consumer.CompilationWithRefit(
    [
        ChatEmitter.Emit(ChatSlice.Of(config, context)),
        OptionsEmitter.Emit(OptionsSlice.Of(config, context)),
        ModelsEmitter.Emit(ModelsSlice.Of(PriceTable.Empty, context)),
        CostsEmitter.Emit(CostsSlice.Of(PriceTable.Empty, context)),
        .. ApiSlice.Of(config, context, RefitSupport.Full).Select(ApiEmitter.Emit),
        .. more,
    ]));

    private static string Interface(RefitSupport refit, string provider)
    {
        var text = ApiEmitter.Emit(ApiSlice.Of(Configs.Full, Configs.Context, refit).Single(slice => slice.Name == provider));
        return text[..text.IndexOf("/// <summary>Implements it", StringComparison.Ordinal)];
    }

    private static Task<string?> Run(string use, object api, CancellationToken cancellationToken = default) =>
        (Task<string?>)Compiled.Value.GetMethod(use)!.Invoke(null, [api, cancellationToken])!;

    private object Api(string factory, RefitSettings settings, Action<HttpClient>? configure = null)
    {
        var client = new HttpClient(_server) { BaseAddress = new Uri("http://localhost/v1/") };
        configure?.Invoke(client);
        return Compiled.Value.GetMethod(factory)!.Invoke(null, [client, settings])!;
    }

    [GeneratedRegex(@"\[global::Refit\.Body\] |^ *\[global::Refit\.[^\n]*\n", RegexOptions.Multiline)]
    private static partial Regex WithoutAttributes();

    [GeneratedRegex(@"\n    /// <summary>As <see cref=(?:[^;]|&lt;)*?ApiResponse<[^;]*;\n")]
    private static partial Regex WithoutEnvelopes();

    private sealed class Server : HttpMessageHandler
    {
        private HttpResponseMessage _reply = new();

        public string Line { get; private set; } = "";

        public string Body { get; private set; } = "";

        public string? Authorization { get; private set; }

        public void Reply(string body, HttpStatusCode status = HttpStatusCode.OK) => _reply = new(status) { Content = new StringContent(body) };

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Line = $"{request.Method} {request.RequestUri}";
            Body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            Authorization = request.Headers.Authorization?.ToString();
            return _reply;
        }
    }
}
