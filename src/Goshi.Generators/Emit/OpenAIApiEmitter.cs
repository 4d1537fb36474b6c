namespace Goshi.Generators.Emit;

/// <summary>Emits the typed interface of a provider that speaks OpenAI's protocol, and its implementation.</summary>
internal static class OpenAIApiEmitter
{
    /// <summary>Emits the file.</summary>
    public static string Emit(ApiSlice slice) => SourceWriter.WriteFile($$"""
        {{CSharp.FileHeader}}

        namespace {{slice.Context.Namespace}};

        /// <summary>The HTTP operations of provider <c>{{CSharp.Doc(slice.Name)}}</c>, <c>{{CSharp.Doc(slice.YamlPath)}}</c> in goshi.yaml.</summary>
        /// <remarks>
        /// Thread-safe. From the service container it has the provider's retry and circuit breaker, up to the response's headers,
        /// and its deadlines, up to the end of the body; it has no fallback and no budget, which are IGoshiChat's.
        /// </remarks>
        {{CSharp.GeneratedCode}}
        {{RefitEmitter.Interface(slice)}}
        {{CSharp.Access(slice.Context.IsPublic)}} interface {{CSharp.Identifier(slice.InterfaceName)}}
        {
            /// <summary>Sends a chat-completions request and reads the whole answer.</summary>
            /// <param name="request">The request; it is sent as not streamed, and not changed.</param>
            /// <param name="cancellationToken">Cancels the request.</param>
            /// <exception cref="global::Goshi.ProviderException">The provider answered with an error, or with no answer at all.</exception>
            /// <exception cref="global::System.OperationCanceledException">The token was cancelled.</exception>
            {{RefitEmitter.Post(slice, "/chat/completions")}}
            global::System.Threading.Tasks.Task<global::Goshi.Wire.OpenAIChatCompletion> CreateChatCompletionAsync({{RefitEmitter.Body(slice)}}global::Goshi.Wire.OpenAIChatRequest request, global::System.Threading.CancellationToken cancellationToken = default);

            /// <summary>Sends a chat-completions request. Returns once the headers are in, with any status.</summary>
            /// <param name="request">The request, streamed or not as it says.</param>
            /// <param name="cancellationToken">Cancels the request.</param>
            /// <returns>The response, which the caller disposes.</returns>
            /// <exception cref="global::Goshi.ProviderException">The variable of the key is not set; nothing was sent.</exception>
            /// <exception cref="global::System.OperationCanceledException">The token was cancelled.</exception>
            {{RefitEmitter.Post(slice, "/chat/completions")}}
            global::System.Threading.Tasks.Task<global::System.Net.Http.HttpResponseMessage> SendChatCompletionAsync({{RefitEmitter.Body(slice)}}global::Goshi.Wire.OpenAIChatRequest request, global::System.Threading.CancellationToken cancellationToken = default);

            /// <summary>Sends a chat request and reads the answer while it is made.</summary>
            /// <remarks>Nothing is sent before the enumeration, and each enumeration sends, and pays, again. Ending it in any way disposes the response. It ends when the answer is complete, or throws.</remarks>
            /// <param name="request">The request; it is sent as a stream, and not changed.</param>
            /// <param name="cancellationToken">Cancels the stream.</param>
            /// <exception cref="global::Goshi.ProviderException">The provider answered with an error, before or inside the stream.</exception>
            /// <exception cref="global::Goshi.StreamInterruptedException">The stream broke, or ended too early.</exception>
            /// <exception cref="global::System.OperationCanceledException">The token was cancelled.</exception>
            global::System.Collections.Generic.IAsyncEnumerable<global::Goshi.Wire.OpenAIChatChunk> StreamChatCompletionAsync(global::Goshi.Wire.OpenAIChatRequest request, global::System.Threading.CancellationToken cancellationToken = default) =>
                global::Goshi.Wire.OpenAIStreams.Read(request, SendChatCompletionAsync, {{CSharp.Literal(slice.Name)}}, cancellationToken);

            /// <summary>Sends an embeddings request and reads the answer.</summary>
            /// <param name="request">The request.</param>
            /// <param name="cancellationToken">Cancels the request.</param>
            /// <exception cref="global::Goshi.ProviderException">The provider answered with an error, or with no answer at all.</exception>
            /// <exception cref="global::System.OperationCanceledException">The token was cancelled.</exception>
            {{RefitEmitter.Post(slice, "/embeddings")}}
            global::System.Threading.Tasks.Task<global::Goshi.Wire.OpenAIEmbeddingResponse> CreateEmbeddingsAsync({{RefitEmitter.Body(slice)}}global::Goshi.Wire.OpenAIEmbeddingRequest request, global::System.Threading.CancellationToken cancellationToken = default);

            /// <summary>Sends an embeddings request. Returns once the headers are in, with any status.</summary>
            /// <param name="request">The request.</param>
            /// <param name="cancellationToken">Cancels the request.</param>
            /// <returns>The response, which the caller disposes.</returns>
            /// <exception cref="global::Goshi.ProviderException">The variable of the key is not set; nothing was sent.</exception>
            /// <exception cref="global::System.OperationCanceledException">The token was cancelled.</exception>
            {{RefitEmitter.Post(slice, "/embeddings")}}
            global::System.Threading.Tasks.Task<global::System.Net.Http.HttpResponseMessage> SendEmbeddingsAsync({{RefitEmitter.Body(slice)}}global::Goshi.Wire.OpenAIEmbeddingRequest request, global::System.Threading.CancellationToken cancellationToken = default);

            /// <summary>Asks for the models.</summary>
            /// <param name="cancellationToken">Cancels the request.</param>
            /// <exception cref="global::Goshi.ProviderException">The provider answered with an error, or with no answer at all.</exception>
            /// <exception cref="global::System.OperationCanceledException">The token was cancelled.</exception>
            {{RefitEmitter.Get(slice, "/models")}}
            global::System.Threading.Tasks.Task<global::Goshi.Wire.OpenAIModelList> GetModelsAsync(global::System.Threading.CancellationToken cancellationToken = default);

            /// <summary>Asks for the models. Returns once the headers are in, with any status.</summary>
            /// <param name="cancellationToken">Cancels the request.</param>
            /// <returns>The response, which the caller disposes.</returns>
            /// <exception cref="global::Goshi.ProviderException">The variable of the key is not set; nothing was sent.</exception>
            /// <exception cref="global::System.OperationCanceledException">The token was cancelled.</exception>
            {{RefitEmitter.Get(slice, "/models")}}
            global::System.Threading.Tasks.Task<global::System.Net.Http.HttpResponseMessage> SendGetModelsAsync(global::System.Threading.CancellationToken cancellationToken = default);

            {{RefitEmitter.Members(slice)}}
        }

        /// <summary>Implements it over one connection.</summary>
        {{CSharp.GeneratedCode}}
        internal sealed class {{CSharp.Identifier(slice.ClassName)}}(global::Goshi.Hosting.ProviderConnection connection) : {{CSharp.Identifier(slice.InterfaceName)}}
        {
            public global::System.Threading.Tasks.Task<global::Goshi.Wire.OpenAIChatCompletion> CreateChatCompletionAsync(global::Goshi.Wire.OpenAIChatRequest request, global::System.Threading.CancellationToken cancellationToken = default) =>
                connection.CreateChatCompletionAsync(request, cancellationToken);

            public global::System.Threading.Tasks.Task<global::System.Net.Http.HttpResponseMessage> SendChatCompletionAsync(global::Goshi.Wire.OpenAIChatRequest request, global::System.Threading.CancellationToken cancellationToken = default) =>
                connection.SendChatCompletionAsync(request, cancellationToken);

            public global::System.Threading.Tasks.Task<global::Goshi.Wire.OpenAIEmbeddingResponse> CreateEmbeddingsAsync(global::Goshi.Wire.OpenAIEmbeddingRequest request, global::System.Threading.CancellationToken cancellationToken = default) =>
                connection.CreateEmbeddingsAsync(request, cancellationToken);

            public global::System.Threading.Tasks.Task<global::System.Net.Http.HttpResponseMessage> SendEmbeddingsAsync(global::Goshi.Wire.OpenAIEmbeddingRequest request, global::System.Threading.CancellationToken cancellationToken = default) =>
                connection.SendEmbeddingsAsync(request, cancellationToken);

            public global::System.Threading.Tasks.Task<global::Goshi.Wire.OpenAIModelList> GetModelsAsync(global::System.Threading.CancellationToken cancellationToken = default) =>
                connection.GetModelsAsync(cancellationToken);

            public global::System.Threading.Tasks.Task<global::System.Net.Http.HttpResponseMessage> SendGetModelsAsync(global::System.Threading.CancellationToken cancellationToken = default) =>
                connection.SendGetModelsAsync(cancellationToken);

            {{RefitEmitter.Delegations(slice)}}

            {{RefitEmitter.Implementation(slice)}}
        }
        """);
}
