using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Goshi.Chat;
using Goshi.Configuration;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Goshi.Hosting;

/// <summary>Puts the generated types into a service collection. Used by the generated <c>AddGoshi</c> only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class GoshiRegistration
{
    /// <summary>Adds the options, the engine, the chat client and the typed interfaces; a second call adds only its configuration.</summary>
    /// <param name="services">The collection to add to.</param>
    /// <param name="configure">The last word on the options, after goshi.yaml and IConfiguration.</param>
    /// <param name="lifetime">Singleton: one session for the process. Scoped: one session per DI scope.</param>
    /// <param name="definition">What the generated code adds.</param>
    /// <exception cref="ArgumentException">The lifetime is transient, which would give every injection a session of its own.</exception>
    public static IServiceCollection Add<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions, TChat>(
        IServiceCollection services,
        Action<TOptions>? configure,
        ServiceLifetime lifetime,
        GoshiDefinition<TOptions, TChat> definition)
        where TOptions : LlmOptions, new()
        where TChat : class, IChatClient
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(definition);
        if (lifetime is ServiceLifetime.Transient)
        {
            throw new ArgumentException(
                "AddGoshi takes ServiceLifetime.Singleton (one session for the process) or Scoped (one session per DI scope); a transient client would have a session, and a budget, of its own at every injection.",
                nameof(lifetime));
        }

        if (!services.Any(static service => service.ServiceType == typeof(ChatEngineHolder<TChat>)))
        {
            AddOptions<TOptions, TChat>(services, definition);
            AddEngine(services, definition);
            AddClients(services, lifetime, definition);
        }

        if (configure is not null)
        {
            services.Configure(configure);
        }

        return services;
    }

    private static void AddOptions<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions, TChat>(
        IServiceCollection services, GoshiDefinition<TOptions, TChat> definition)
        where TOptions : LlmOptions, new()
        where TChat : class, IChatClient
    {
        services.AddOptions<TOptions>().ValidateOnStart();
        services.AddSingleton<IConfigureOptions<TOptions>>(provider =>
            new ConfigurationOverridesSetup<TOptions>(provider.GetService<IConfiguration>(), definition.ConfigurationSection));
        services.AddSingleton<IValidateOptions<TOptions>>(new OptionsValidation<TOptions>(definition.Models));
    }

    // The engine is held under the generated interface's type, so that two projects that generate into one
    // application (an app and a library) each have their own.
    private static void AddEngine<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions, TChat>(
        IServiceCollection services, GoshiDefinition<TOptions, TChat> definition)
        where TOptions : LlmOptions, new()
        where TChat : class, IChatClient
    {
        services.AddSingleton(provider => new ChatEngineHolder<TChat>(ChatEngine.Create(
            provider.GetRequiredService<IOptions<TOptions>>().Value, definition.Modules, definition.Models, provider)));
        foreach (var module in definition.Modules)
        {
            module.AddApi(services, provider =>
                provider.GetRequiredService<ChatEngineHolder<TChat>>().Engine.GuardedConnection(module.Name));

            // For HTTP clients that others make, such as Refit's.
            services.TryAddKeyedTransient<DelegatingHandler>(module.Name, (provider, _) =>
                provider.GetRequiredService<ChatEngineHolder<TChat>>().Engine.CreateGuard(module.Name));
        }
    }

    private static void AddClients<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions, TChat>(
        IServiceCollection services, ServiceLifetime lifetime, GoshiDefinition<TOptions, TChat> definition)
        where TOptions : LlmOptions, new()
        where TChat : class, IChatClient
    {
        services.TryAdd(ServiceDescriptor.Describe(typeof(TChat), Chat, lifetime));
        services.TryAdd(ServiceDescriptor.Describe(typeof(IChatClient), static provider => provider.GetRequiredService<TChat>(), lifetime));
        for (var index = 0; index < definition.Profiles.Length; index++)
        {
            var profile = index;
            services.TryAdd(ServiceDescriptor.DescribeKeyed(
                typeof(IChatClient),
                definition.Profiles[index],
                (provider, _) => ((GoshiChatBase)(object)provider.GetRequiredService<TChat>()).ProfileClient(profile),
                lifetime));
        }

        AddEmbeddings<TChat>(services, lifetime, definition.Modules);

        object Chat(IServiceProvider provider)
        {
            var engine = provider.GetRequiredService<ChatEngineHolder<TChat>>().Engine;
            return definition.CreateChat(engine, lifetime is ServiceLifetime.Scoped ? engine.NewSession(null, null) : null);
        }
    }

    // Charged to the same session as the chat client: an application's budget is one.
    private static void AddEmbeddings<TChat>(IServiceCollection services, ServiceLifetime lifetime, ProviderModule[] modules)
        where TChat : class, IChatClient
    {
        services.TryAdd(ServiceDescriptor.Describe(
            typeof(IEmbeddingGenerator<string, Embedding<float>>), static provider => Create(provider, null), lifetime));
        foreach (var module in modules)
        {
            services.TryAdd(ServiceDescriptor.DescribeKeyed(
                typeof(IEmbeddingGenerator<string, Embedding<float>>), module.Name, (provider, _) => Create(provider, module.Name), lifetime));
        }

        static object Create(IServiceProvider provider, string? name) =>
            ((GoshiChatBase)(object)provider.GetRequiredService<TChat>()).EmbeddingClient(name);
    }
}
