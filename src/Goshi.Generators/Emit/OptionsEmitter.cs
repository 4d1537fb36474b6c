using System.Collections.Generic;
using System.Linq;
using Goshi.Configuration.Rules;
using Goshi.Generators.Model;

namespace Goshi.Generators.Emit;

/// <summary>Emits GoshiOptions and one class per provider, whose constructors assign the keys written in goshi.yaml.</summary>
internal static class OptionsEmitter
{
    /// <summary>Emits the file.</summary>
    public static string Emit(OptionsSlice slice) => SourceWriter.WriteFile($$"""
        {{CSharp.FileHeader}}

        namespace {{slice.Context.Namespace}};

        /// <summary>What goshi.yaml says under <c>llm</c>; a key that is not written there has its default.</summary>
        /// <remarks>Configuration section {{CSharp.Doc(slice.Context.ConfigurationSection)}} overrides these values, and the delegate given to AddGoshi overrides both.</remarks>
        {{CSharp.GeneratedCode}}
        {{CSharp.Access(slice.Context.IsPublic)}} sealed class GoshiOptions : global::Goshi.Configuration.LlmOptions
        {
            /// <summary>Makes the options as goshi.yaml writes them.</summary>
            public GoshiOptions()
            {
                {{Assignments("", slice.Config.Llm)}}
                {{Assignments("Local.", slice.Config.Local)}}
                {{Lines(slice.Config.Providers.Select(AddProvider))}}
                {{Lines(slice.Config.Profiles.Select(AddProfile))}}
            }

            {{slice.Config.Providers.Select(ProviderProperty)}}

            {{slice.Config.Profiles.Select(ProfileProperty)}}
        }

        {{slice.Config.Providers.Select(provider => ProviderClass(provider, slice.Context))}}
        """);

    private static string AddProvider(ProviderModel provider) =>
        $"{CSharp.Identifier(provider.CSharpName)} = Add(new {CSharp.Identifier(provider.CSharpName + "Options")}(this));";

    private static string AddProfile(ProfileModel profile) => SourceWriter.Write($$"""
        {{CSharp.Identifier(profile.CSharpName)}} = Add(new global::Goshi.Configuration.ProfileOptions(this, {{CSharp.Literal(profile.Name)}}));
        {{Assignments(CSharp.Identifier(profile.CSharpName) + ".", profile.Settings)}}
        """);

    private static string ProviderProperty(ProviderModel provider) => SourceWriter.Write($$"""
        /// <summary>Provider <c>{{CSharp.Doc(provider.Name)}}</c>, <c>{{CSharp.Doc(YamlPath(provider))}}</c> in goshi.yaml.</summary>
        public {{CSharp.Identifier(provider.CSharpName + "Options")}} {{CSharp.Identifier(provider.CSharpName)}} { get; }
        """);

    private static string ProfileProperty(ProfileModel profile) => SourceWriter.Write($$"""
        /// <summary>Profile <c>{{CSharp.Doc(profile.Name)}}</c>, <c>llm.profiles.{{CSharp.Doc(profile.Name)}}</c> in goshi.yaml.</summary>
        public global::Goshi.Configuration.ProfileOptions {{CSharp.Identifier(profile.CSharpName)}} { get; }
        """);

    private static string ProviderClass(ProviderModel provider, EmitContext context) => SourceWriter.Write($$"""
        /// <summary>Provider <c>{{CSharp.Doc(provider.Name)}}</c> as <c>{{CSharp.Doc(YamlPath(provider))}}</c> of goshi.yaml writes it.</summary>
        {{CSharp.GeneratedCode}}
        {{CSharp.Access(context.IsPublic)}} sealed class {{CSharp.Identifier(provider.CSharpName + "Options")}} : global::Goshi.Configuration.{{BaseClass(provider)}}
        {
            internal {{CSharp.Identifier(provider.CSharpName + "Options")}}(global::Goshi.Configuration.LlmOptions llm)
                : base({{CSharp.Literal(provider.Name)}}, global::Goshi.Configuration.ProviderApi.{{Api(provider)}}, llm)
            {
                {{(provider.IsWritten ? "IsConfigured = true;" : "")}}
                {{Assignments("", provider.Settings)}}
            }
        }
        """);

    private static string YamlPath(ProviderModel provider) =>
        provider.Name is "openai" or "ollama" ? "llm." + provider.Name : "llm.providers." + provider.Name;

    private static string BaseClass(ProviderModel provider) => provider.Api == "ollama" ? "OllamaProviderOptions" : "OpenAIProviderOptions";

    private static string Api(ProviderModel provider) => provider.Api switch
    {
        "ollama" => "Ollama",
        "azure-openai" => "AzureOpenAI",
        _ => "OpenAI",
    };

    private static string Assignments(string target, IEnumerable<Setting> settings) =>
        Lines(settings.Where(IsProperty).Select(setting => $"{target}{Property(setting)} = {Value(setting.Value)};"));

    // The protocol is an argument of the constructor.
    private static bool IsProperty(Setting setting) => setting.Key != "api";

    private static string Property(Setting setting) => CSharp.Identifier(CSharpName.Of(setting.Key));

    private static string Value(SettingValue value) => value.Kind switch
    {
        KeyKind.Integer => CSharp.Integer(value.Text),
        KeyKind.Number => CSharp.Double(value.Text),
        KeyKind.Money => CSharp.Decimal(value.Text),
        KeyKind.Time => CSharp.Time(value.Text),
        KeyKind.Boolean => CSharp.Boolean(value.Text == "true"),
        KeyKind.TextList => CSharp.Literals(value.Items),
        _ => CSharp.Literal(value.Text),
    };

    private static string Lines(IEnumerable<string> lines) => string.Join("\n", lines);
}
