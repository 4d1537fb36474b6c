using Goshi.Generators.Emit;
using Goshi.Generators.Model;
using Microsoft.Extensions.AI;

namespace Goshi.Generators.Tests.Emit;

public class ChatEmitterTests
{
    [Fact]
    public void A_full_configuration()
    {
        var assembly = Emit(Configs.Full, Configs.Context);

        var chat = assembly.GetType("Acme.App.IGoshiChat", throwOnError: true)!;
        Assert.True(typeof(IChatClient).IsAssignableFrom(chat));
        Assert.Equal(typeof(IChatClient), chat.GetProperty("DeepThought")!.PropertyType);
        Assert.Equal(
            ["IAzureOpenAIApi", "IGoshiChat", "IGroqApi", "ILabApi", "IOllamaApi", "IOpenAIApi"],
            assembly.GetExportedTypes().Where(static type => type.IsInterface).Select(static type => type.Name).Order());
    }

    [Fact]
    public void An_empty_configuration_has_the_whole_fixed_surface()
    {
        var assembly = Emit(Configs.Minimal, Configs.Context with { Namespace = "Acme", ConfigurationSection = "My:Llm" });

        Assert.Equal(
            [
                "GoshiCosts", "GoshiModels", "GoshiOptions", "GoshiServiceCollectionExtensions", "IGoshiChat", "IOllamaApi", "IOpenAIApi",
                "OllamaOptions", "OpenAIOptions",
            ],
            assembly.GetExportedTypes().Select(static type => type.Name).Order());
    }

    [Fact]
    public void Internal_accessibility_exports_nothing() =>
        Assert.Empty(Emit(Configs.Full, Configs.Context with { IsPublic = false }).GetExportedTypes());

    [Fact]
    [UseCulture("de-DE")]
    public void A_hostile_configuration_stays_text() =>
        Emit(Configs.Hostile, Configs.Context with { Namespace = "Acme.@class.System", ConfigurationSection = Configs.Nasty });

    [Fact]
    public void Settings_have_no_part_in_the_interfaces()
    {
        var other = Configs.Full with
        {
            Llm = [],
            Providers = Configs.Full.Providers.Select(static provider => provider with { Settings = [] }).ToEquatableArray(),
            Profiles = Configs.Full.Profiles.Select(static profile => profile with { Settings = [] }).ToEquatableArray(),
        };

        Assert.Equal(ChatSlice.Of(Configs.Full, Configs.Context), ChatSlice.Of(other, Configs.Context));
        Assert.Equal(ApiSlice.Of(Configs.Full, Configs.Context), ApiSlice.Of(other, Configs.Context));
    }

    private static System.Reflection.Assembly Emit(
        GoshiConfig config, EmitContext context, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        var chat = ChatEmitter.Emit(ChatSlice.Of(config, context));
        var snapshots = new List<(string, string)> { ("GoshiChat.g", chat) };
        var sources = new List<string>
        {
            chat,
            OptionsEmitter.Emit(OptionsSlice.Of(config, context)),
            ModelsEmitter.Emit(ModelsSlice.Of(PriceTable.Empty, context)),
            CostsEmitter.Emit(CostsSlice.Of(PriceTable.Empty, context)),
        };
        foreach (var slice in ApiSlice.Of(config, context))
        {
            var api = ApiEmitter.Emit(slice);
            sources.Add(api);
            if (slice.Name is "openai" or "ollama" && test == nameof(A_full_configuration))
            {
                snapshots.Add((Path.GetFileNameWithoutExtension(slice.HintName), api));
            }
        }

        Snapshot.Verify(snapshots, test: test);
        return Consumer.Load([.. sources]);
    }
}
