using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Goshi.Http;
using Goshi.Wire;

namespace Goshi.Hosting;

/// <summary>What a generated client sends through: one provider's address, key and connections. For generated code.</summary>
/// <remarks>Thread-safe. Addressed with OpenAI's or Ollama's own paths; Azure's are derived from them.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProviderConnection : IDisposable
{
    private readonly HttpMessageHandler _handler;
    private readonly HttpMessageInvoker _invoker;
    private readonly bool _ownsHandler;
    private readonly string _prefix;

    // Asked for by each call, so made once.
    private readonly Uri _chatCompletions;
    private readonly Uri _ollamaChat;

    /// <summary>Connects to a provider through handlers that add all that it needs, such as its key.</summary>
    /// <param name="provider">The provider's name, as in goshi.yaml.</param>
    /// <param name="baseUrl">The provider's absolute address.</param>
    /// <param name="handler">Sends the requests.</param>
    /// <param name="ownsHandler">Whether disposing the connection disposes the handler.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public ProviderConnection(string provider, Uri baseUrl, HttpMessageHandler handler, bool ownsHandler = true)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(baseUrl);
        ArgumentNullException.ThrowIfNull(handler);
        Provider = provider;
        BaseUrl = baseUrl;
        _handler = handler;
        _ownsHandler = ownsHandler;

        // HttpClient would buffer a whole body unless told otherwise at each call; the invoker never does.
        _invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        _prefix = baseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/";
        _chatCompletions = new Uri(_prefix + "chat/completions");
        _ollamaChat = new Uri(_prefix + "api/chat");
    }

    /// <summary>The provider's name, as in goshi.yaml.</summary>
    public string Provider { get; }

    /// <summary>The provider's address.</summary>
    public Uri BaseUrl { get; }

    /// <summary>The connection of a provider, with a pool of its own.</summary>
    internal static ProviderConnection Create(
        ConnectionSettings settings,
        Func<HttpMessageHandler, HttpMessageHandler>? wrap,
        Func<string, string?> environment,
        ConnectionStatistics statistics,
        TimeProvider time) =>
        new(settings.Provider, settings.BaseUrl, HandlerChain.Build(settings, wrap, environment, statistics, time));

    /// <summary>A connection over the same pool with another handler around it, such as retry and breaker.</summary>
    internal ProviderConnection Guard(Func<HttpMessageHandler, HttpMessageHandler> wrap) =>
        new(Provider, BaseUrl, wrap(_handler), ownsHandler: false);

    /// <summary>A client over this connection, for libraries that ask for one. It has no timeout of its own and is not to be disposed.</summary>
    public HttpClient CreateHttpClient() =>
        new(_handler, disposeHandler: false) { BaseAddress = new Uri(_prefix), Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Sends a request with a body; returns once the headers are in, with any status.</summary>
    /// <param name="path">The operation's path, without a leading slash.</param>
    /// <param name="body">The body.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The response, which the caller disposes.</returns>
    /// <exception cref="ProviderException">The variable of the key is not set; nothing was sent.</exception>
    /// <exception cref="HttpRequestException">The server could not be reached.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or no connection was made in time.</exception>
    public Task<HttpResponseMessage> PostAsync(string path, IWireBody body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(body);
        return SendAsync(Address(path), body, cancellationToken);
    }

    /// <summary>Sends a request without a body; returns once the headers are in, with any status.</summary>
    /// <param name="path">The operation's path, without a leading slash.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The response, which the caller disposes.</returns>
    /// <exception cref="ProviderException">The variable of the key is not set; nothing was sent.</exception>
    /// <exception cref="HttpRequestException">The server could not be reached.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, or no connection was made in time.</exception>
    public Task<HttpResponseMessage> GetAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        return SendAsync(Address(path), null, cancellationToken);
    }

    /// <summary>Sends a chat-completions request and reads the whole answer.</summary>
    /// <param name="request">The request; it is sent as not streamed, and not changed.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ProviderException">The provider answered with an error, or with no answer at all.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<OpenAIChatCompletion> CreateChatCompletionAsync(OpenAIChatRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var response = await SendAsync(_chatCompletions, request.Stream == true ? request.WithStream(false) : request, cancellationToken, readsBody: true).ConfigureAwait(false);
        return await ReadAsync(response, request.Model, isOllama: false, static body => OpenAIChatCompletion.Parse(body), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a chat-completions request; returns once the headers are in, with any status.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<HttpResponseMessage> SendChatCompletionAsync(OpenAIChatRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return SendAsync(_chatCompletions, request, cancellationToken);
    }

    /// <summary>Sends an embeddings request and reads the answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ProviderException">The provider answered with an error, or with no answer at all.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<OpenAIEmbeddingResponse> CreateEmbeddingsAsync(OpenAIEmbeddingRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var response = await SendAsync(Address("embeddings"), request, cancellationToken, readsBody: true).ConfigureAwait(false);
        return await ReadAsync(response, request.Model, isOllama: false, Read(WireJsonContext.Default.OpenAIEmbeddingResponse), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends an embeddings request; returns once the headers are in, with any status.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<HttpResponseMessage> SendEmbeddingsAsync(OpenAIEmbeddingRequest request, CancellationToken cancellationToken = default) =>
        PostAsync("embeddings", request, cancellationToken);

    /// <summary>Asks for the models and reads the answer.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ProviderException">The provider answered with an error, or with no answer at all.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<OpenAIModelList> GetModelsAsync(CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(Address("models"), null, cancellationToken, readsBody: true).ConfigureAwait(false);
        return await ReadAsync(response, null, isOllama: false, Read(WireJsonContext.Default.OpenAIModelList), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks for the models; returns once the headers are in, with any status.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<HttpResponseMessage> SendGetModelsAsync(CancellationToken cancellationToken = default) => GetAsync("models", cancellationToken);

    /// <summary>Sends a chat request to Ollama and reads the whole answer.</summary>
    /// <param name="request">The request; it is sent as not streamed, and not changed.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ProviderException">The provider answered with an error, or with no answer at all.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<OllamaChatResponse> CreateChatAsync(OllamaChatRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var response = await SendAsync(_ollamaChat, request.WithStream(false), cancellationToken, readsBody: true).ConfigureAwait(false);
        return await ReadAsync(response, request.Model, isOllama: true, static body => OllamaChatResponse.Parse(body), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a chat request to Ollama; returns once the headers are in, with any status.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<HttpResponseMessage> SendChatAsync(OllamaChatRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return SendAsync(_ollamaChat, request, cancellationToken);
    }

    /// <summary>Sends an embedding request to Ollama and reads the answer.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ProviderException">The provider answered with an error, or with no answer at all.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<OllamaEmbedResponse> CreateEmbeddingsAsync(OllamaEmbedRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var response = await SendAsync(Address("api/embed"), request, cancellationToken, readsBody: true).ConfigureAwait(false);
        return await ReadAsync(response, request.Model, isOllama: true, Read(WireJsonContext.Default.OllamaEmbedResponse), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends an embedding request to Ollama; returns once the headers are in, with any status.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<HttpResponseMessage> SendEmbeddingsAsync(OllamaEmbedRequest request, CancellationToken cancellationToken = default) =>
        PostAsync("api/embed", request, cancellationToken);

    /// <summary>Asks Ollama for its models and reads the answer.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ProviderException">The provider answered with an error, or with no answer at all.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<OllamaTagList> GetTagsAsync(CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(Address("api/tags"), null, cancellationToken, readsBody: true).ConfigureAwait(false);
        return await ReadAsync(response, null, isOllama: true, Read(WireJsonContext.Default.OllamaTagList), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Asks Ollama for its models; returns once the headers are in, with any status.</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<HttpResponseMessage> SendGetTagsAsync(CancellationToken cancellationToken = default) => GetAsync("api/tags", cancellationToken);

    /// <summary>Closes the connections, if they are this object's own.</summary>
    public void Dispose()
    {
        if (_ownsHandler)
        {
            _handler.Dispose();
        }
    }

    private Uri Address(string path) => new(_prefix + path);

    private Task<HttpResponseMessage> SendAsync(Uri address, IWireBody? body, CancellationToken cancellationToken, bool readsBody = false)
    {
        var request = new WireRequest(body is null ? HttpMethod.Get : HttpMethod.Post, address) { ReadsBody = readsBody };
        request.Content = body is null ? null : new WireContent(body.Encode(), body.Model);
        return _invoker.SendAsync(request, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<T> ReadAsync<T>(
        HttpResponseMessage response, string? model, bool isOllama, Func<ReadOnlySpan<byte>, T> read, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw await ProviderErrors.FromResponseAsync(response, Provider, model, TimeProvider.System, cancellationToken, isOllama).ConfigureAwait(false);
        }

        using var deadlines = (response.RequestMessage as WireRequest)?.Deadlines;
        try
        {
            using var body = await RentedBody.ReadAsync(response.Content, deadlines?.Token ?? cancellationToken).ConfigureAwait(false);
            deadlines?.Complete();
            return read(body.Span);
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            throw ProviderErrors.Unreadable(response, Provider, model, exception);
        }
        catch (Exception exception) when (deadlines is not null)
        {
            throw deadlines.Translate(exception);
        }
    }

    private static Func<ReadOnlySpan<byte>, T> Read<T>(JsonTypeInfo<T> type) where T : class =>
        body => JsonSerializer.Deserialize(body, type) ?? throw new JsonException("The answer is null.");
}
