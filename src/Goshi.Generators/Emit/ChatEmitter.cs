using System.Linq;
using Goshi.Generators.Model;

namespace Goshi.Generators.Emit;

/// <summary>Emits IGoshiChat, its implementation over the runtime's engine, and AddGoshi.</summary>
internal static class ChatEmitter
{
    /// <summary>Emits the file.</summary>
    public static string Emit(ChatSlice slice) => SourceWriter.WriteFile($$"""
        {{CSharp.FileHeader}}

        namespace {{slice.Context.Namespace}};

        /// <summary>The chat client that goshi.yaml configures: it prices, limits, retries and falls back.</summary>
        /// <remarks>
        /// Thread-safe. Disposing a client that <see cref="BeginSession"/> returned ends its session; disposing any other does
        /// nothing, because the service container owns the connections.
        /// </remarks>
        {{CSharp.GeneratedCode}}
        {{CSharp.Access(slice.Context.IsPublic)}} interface IGoshiChat : global::Microsoft.Extensions.AI.IChatClient
        {
            /// <summary>What this client's calls have cost, and what is left.</summary>
            global::Goshi.GoshiSession Session { get; }

            /// <summary>The configured providers and the state of their circuits.</summary>
            global::System.Collections.Generic.IReadOnlyList<global::Goshi.ProviderStatus> Providers { get; }

            {{slice.Profiles.Select(ProfileDeclaration)}}

            /// <summary>Begins a new, independent session.</summary>
            /// <param name="maxCostUsd">The most US dollars it may spend; null: the limit of goshi.yaml.</param>
            /// <param name="name">A name for logs; null: none.</param>
            /// <returns>A client bound to the session. Disposing it ends the session: later calls throw, calls in flight finish.</returns>
            IGoshiChat BeginSession(decimal? maxCostUsd = null, string? name = null);

            /// <summary>Estimates what a request costs, in US dollars, without sending it.</summary>
            /// <param name="messages">The messages.</param>
            /// <param name="options">The options; null: goshi.yaml's.</param>
            /// <returns>The least and the most that it is expected to cost.</returns>
            global::Goshi.CostEstimate Estimate(global::System.Collections.Generic.IEnumerable<global::Microsoft.Extensions.AI.ChatMessage> messages, global::Microsoft.Extensions.AI.ChatOptions? options = null);
        }

        /// <summary>Implements it: the engine does the work.</summary>
        {{CSharp.GeneratedCode}}
        internal sealed class GoshiChat : global::Goshi.Hosting.GoshiChatBase, IGoshiChat
        {
            internal GoshiChat(global::Goshi.Hosting.ChatEngine engine, global::Goshi.GoshiSession? session)
                : base(engine, session)
            {
                {{string.Join("\n", slice.Profiles.Select(ProfileAssignment))}}
            }

            {{slice.Profiles.Select(ProfileProperty)}}

            public IGoshiChat BeginSession(decimal? maxCostUsd = null, string? name = null) =>
                new GoshiChat(Engine, NewSession(maxCostUsd, name));
        }

        /// <summary>Registers what goshi.yaml configures.</summary>
        {{CSharp.GeneratedCode}}
        {{CSharp.Access(slice.Context.IsPublic)}} static class GoshiServiceCollectionExtensions
        {
            /// <summary>Adds <see cref="IGoshiChat"/>, the providers' typed interfaces and, unless there is one already, IChatClient.</summary>
            /// <remarks>Called again, it adds only the configuration. The options are validated when the application starts.</remarks>
            /// <param name="services">The services.</param>
            /// <param name="configure">Changes the options, after goshi.yaml and configuration section {{CSharp.Doc(slice.Context.ConfigurationSection)}}.</param>
            /// <param name="lifetime">Singleton: one session for the whole process. Scoped: one for each scope, such as a web request.</param>
            /// <returns>The same services.</returns>
            public static global::Microsoft.Extensions.DependencyInjection.IServiceCollection AddGoshi(
                this global::Microsoft.Extensions.DependencyInjection.IServiceCollection services,
                global::System.Action<GoshiOptions>? configure = null,
                global::Microsoft.Extensions.DependencyInjection.ServiceLifetime lifetime = global::Microsoft.Extensions.DependencyInjection.ServiceLifetime.Singleton) =>
                global::Goshi.Hosting.GoshiRegistration.Add<GoshiOptions, IGoshiChat>(services, configure, lifetime, CreateDefinition());

            private static global::Goshi.Hosting.GoshiDefinition<GoshiOptions, IGoshiChat> CreateDefinition() => new()
            {
                CreateChat = static (engine, session) => new GoshiChat(engine, session),
                Models = GoshiModels.Table,
                ConfigurationSection = {{CSharp.Literal(slice.Context.ConfigurationSection)}},
                Modules =
                [
                    {{string.Join("\n", slice.Providers.Select(Module))}}
                ],
                Profiles = {{CSharp.Literals(slice.Profiles.Select(static profile => profile.Name))}},
            };
        }
        """);

    private static string ProfileDeclaration(ProfileModel profile) => SourceWriter.Write($$"""
        /// <summary>Profile <c>{{CSharp.Doc(profile.Name)}}</c>, <c>llm.profiles.{{CSharp.Doc(profile.Name)}}</c> in goshi.yaml; it shares this client's session.</summary>
        global::Microsoft.Extensions.AI.IChatClient {{CSharp.Identifier(profile.CSharpName)}} { get; }
        """);

    private static string ProfileAssignment(ProfileModel profile, int index) =>
        $"{CSharp.Identifier(profile.CSharpName)} = Profile({CSharp.Number(index)});";

    private static string ProfileProperty(ProfileModel profile) =>
        $$"""public global::Microsoft.Extensions.AI.IChatClient {{CSharp.Identifier(profile.CSharpName)}} { get; }""";

    private static string Module(ApiSlice provider)
    {
        var api = CSharp.Identifier(provider.InterfaceName);
        return SourceWriter.Write($$"""
            new global::Goshi.Hosting.{{(provider.IsOllama ? "OllamaModule" : "OpenAIModule")}}<{{api}}>(
                {{CSharp.Literal(provider.Name)}},
                create: static (services, connection) => new {{CSharp.Identifier(provider.ClassName)}}(connection),
                transport: static api => new({{(provider.IsOllama ? "api.SendChatAsync, api.SendEmbeddingsAsync, api.SendGetTagsAsync" : "api.SendChatCompletionAsync, api.SendEmbeddingsAsync, api.SendGetModelsAsync")}})),
            """);
    }
}
