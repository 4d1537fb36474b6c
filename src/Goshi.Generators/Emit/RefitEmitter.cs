using System.Linq;

namespace Goshi.Generators.Emit;

/// <summary>Emits what a provider's interface has more, and what implements it for Refit, when the project has Refit.</summary>
internal static class RefitEmitter
{
    private const string Token = "global::System.Threading.CancellationToken cancellationToken";

    /// <summary>The attribute of the interface: an empty credential, which Refit's authorization getter fills.</summary>
    public static string Interface(ApiSlice slice) => slice.Refit ? """[global::Refit.Headers("Authorization: Bearer")]""" : "";

    /// <summary>The attribute of an operation that has a body.</summary>
    public static string Post(ApiSlice slice, string path) => slice.Refit ? $"[global::Refit.Post({CSharp.Literal(path)})]" : "";

    /// <summary>The attribute of an operation that has none.</summary>
    public static string Get(ApiSlice slice, string path) => slice.Refit ? $"[global::Refit.Get({CSharp.Literal(path)})]" : "";

    /// <summary>The attribute of a body, with a space after it.</summary>
    public static string Body(ApiSlice slice) => slice.Refit ? "[global::Refit.Body] " : "";

    /// <summary>The interface's additional members.</summary>
    public static string Members(ApiSlice slice) =>
        slice.Refit ? string.Join("\n\n", Operations(slice).Select(operation => Member(slice, operation))) : "";

    /// <summary>The additional members of the implementation over a connection: Refit, over that connection.</summary>
    public static string Delegations(ApiSlice slice) => slice.Refit
        ? SourceWriter.Write($$"""
            private readonly OverRefit _overRefit = new(connection.CreateHttpClient(), OverRefit.NewSettings());

            {{Operations(slice).Select(Delegation)}}
            """)
        : "";

    /// <summary>The implementation that Refit hands out.</summary>
    public static string Implementation(ApiSlice slice)
    {
        if (!slice.Refit)
        {
            return "";
        }

        var api = CSharp.Identifier(slice.InterfaceName);
        return SourceWriter.Write($$"""
            /// <summary>Implements it over Refit's runner, with the client and the settings that Refit was given.</summary>
            {{CSharp.GeneratedCode}}
            internal sealed class OverRefit(global::System.Net.Http.HttpClient client, global::Refit.RefitSettings settings) : {{api}}
            {
                internal static global::Refit.RefitSettings NewSettings() => new(new global::Refit.SystemTextJsonContentSerializer(global::Goshi.Wire.GoshiJson.Options));

                [global::System.Runtime.CompilerServices.ModuleInitializer]
                internal static void Register()
                {
                    global::Refit.RestService.RegisterGeneratedSettingsFactory<{{api}}>(static (client, settings) => new OverRefit(client, settings));
                    global::Refit.RestService.RegisterGeneratedFactory<{{api}}>(static (client, builder) => new OverRefit(client, builder.Settings));
                }

                {{Operations(slice).SelectMany(operation => new[] { Typed(slice, operation), Enveloped(operation), Sent(operation) })}}

                private global::System.Threading.Tasks.Task<TResult?> RunAsync<TResult, TBody>(global::System.Net.Http.HttpRequestMessage request, bool isApiResponse, bool shouldDispose, {{Token}}) =>
                    global::Refit.GeneratedRequestRunner.SendAsync<TResult, TBody>(client, request, settings, isApiResponse, shouldDispose, false, cancellationToken);

                private global::System.Net.Http.HttpRequestMessage Post<TBody>(string path, TBody body)
                {
                    global::System.ArgumentNullException.ThrowIfNull(body, "request");
                    var request = Request(global::System.Net.Http.HttpMethod.Post, path);
                    request.Content = global::Refit.GeneratedRequestRunner.CreateBodyContent<TBody>(settings, body, global::Refit.BodySerializationMethod.Serialized, false);
                    return request;
                }

                private global::System.Net.Http.HttpRequestMessage Request(global::System.Net.Http.HttpMethod method, string path)
                {
                    var request = new global::System.Net.Http.HttpRequestMessage(method, global::Refit.GeneratedRequestRunner.BuildRelativeUri(client, path, settings.UrlResolution));
                    global::Refit.GeneratedRequestRunner.AddConfiguredRequestOptions(request, settings, typeof({{api}}));
                    global::Goshi.Hosting.RefitCalls.AskForKey(request, settings.AuthorizationHeaderValueGetter is not null);
                    return request;
                }
            }
            """);
    }

    private static ApiOperation[] Operations(ApiSlice slice) => slice.IsOllama ? ApiOperation.Ollama : ApiOperation.OpenAI;

    private static string Member(ApiSlice slice, ApiOperation operation) => operation.Request is { } request
        ? SourceWriter.Write($$"""
            /// <summary>As <see cref="{{operation.TypedName}}"/>, in Refit's envelope: a refusal is its <c>Error</c>, and not thrown.</summary>
            /// <param name="request">The request.</param>
            /// <param name="cancellationToken">Cancels the request.</param>
            /// <returns>The response, which the caller disposes.</returns>
            {{Post(slice, operation.Path)}}
            global::System.Threading.Tasks.Task<global::Refit.ApiResponse<global::Goshi.Wire.{{operation.Answer}}>> {{operation.ResponseName}}([global::Refit.Body] global::Goshi.Wire.{{request}} request, {{Token}} = default);
            """)
        : SourceWriter.Write($$"""
            /// <summary>As <see cref="{{operation.TypedName}}"/>, in Refit's envelope: a refusal is its <c>Error</c>, and not thrown.</summary>
            /// <param name="cancellationToken">Cancels the request.</param>
            /// <returns>The response, which the caller disposes.</returns>
            {{Get(slice, operation.Path)}}
            global::System.Threading.Tasks.Task<global::Refit.ApiResponse<global::Goshi.Wire.{{operation.Answer}}>> {{operation.ResponseName}}({{Token}} = default);
            """);

    private static string Delegation(ApiOperation operation) => SourceWriter.Write($$"""
        public global::System.Threading.Tasks.Task<global::Refit.ApiResponse<global::Goshi.Wire.{{operation.Answer}}>> {{operation.ResponseName}}({{Parameters(operation)}}) =>
            _overRefit.{{operation.ResponseName}}({{(operation.Request is null ? "" : "request, ")}}cancellationToken);
        """);

    private static string Typed(ApiSlice slice, ApiOperation operation) => SourceWriter.Write($$"""
        public global::System.Threading.Tasks.Task<global::Goshi.Wire.{{operation.Answer}}> {{operation.TypedName}}({{Parameters(operation)}}) =>
            global::Goshi.Hosting.RefitCalls.RequireAsync(RunAsync<global::Goshi.Wire.{{operation.Answer}}, global::Goshi.Wire.{{operation.Answer}}>({{Message(operation)}}, false, true, cancellationToken), {{CSharp.Literal(slice.Name)}});
        """);

    private static string Enveloped(ApiOperation operation) => SourceWriter.Write($$"""
        public global::System.Threading.Tasks.Task<global::Refit.ApiResponse<global::Goshi.Wire.{{operation.Answer}}>> {{operation.ResponseName}}({{Parameters(operation)}}) =>
            RunAsync<global::Refit.ApiResponse<global::Goshi.Wire.{{operation.Answer}}>, global::Goshi.Wire.{{operation.Answer}}>({{Message(operation)}}, true, false, cancellationToken)!;
        """);

    // The body of a stream is the caller's to read and to dispose.
    private static string Sent(ApiOperation operation) => SourceWriter.Write($$"""
        public global::System.Threading.Tasks.Task<global::System.Net.Http.HttpResponseMessage> {{operation.SendName}}({{Parameters(operation)}}) =>
            RunAsync<global::System.Net.Http.HttpResponseMessage, global::System.Net.Http.HttpResponseMessage>({{(operation.Request is null ? Message(operation) : $"Post({CSharp.Literal(operation.Path)}, request)")}}, false, false, cancellationToken)!;
        """);

    private static string Parameters(ApiOperation operation) =>
        (operation.Request is { } request ? $"global::Goshi.Wire.{request} request, " : "") + Token + " = default";

    private static string Message(ApiOperation operation) =>
        operation.Request is null ? $"Request(global::System.Net.Http.HttpMethod.Get, {CSharp.Literal(operation.Path)})"
        : $"Post({CSharp.Literal(operation.Path)}, {(operation.MayStream ? "request?.WithStream(false)" : "request")})";
}
