using System.Collections.Generic;
using System.Linq;
using Goshi.Generators.Model;

namespace Goshi.Generators.Emit;

/// <summary>What one provider's typed interface is emitted from: none of its settings.</summary>
/// <param name="Context">The project's wishes.</param>
/// <param name="Name">The provider's name as in goshi.yaml.</param>
/// <param name="CSharpName">The stem of its types.</param>
/// <param name="IsOllama">Whether it speaks Ollama's protocol; else OpenAI's, as Azure does.</param>
/// <param name="Refit">Whether Refit is given an implementation too.</param>
internal sealed record ApiSlice(EmitContext Context, string Name, string CSharpName, bool IsOllama, bool Refit)
{
    /// <summary>The name of the emitted file.</summary>
    public string HintName => InterfaceName + ".g.cs";

    /// <summary>The name of the interface.</summary>
    public string InterfaceName => $"I{CSharpName}Api";

    /// <summary>The name of its implementation.</summary>
    public string ClassName => $"{CSharpName}Api";

    /// <summary>The provider's section in goshi.yaml.</summary>
    public string YamlPath => Name is "openai" or "ollama" ? "llm." + Name : "llm.providers." + Name;

    /// <summary>Cuts one out of the configuration for each provider.</summary>
    public static IEnumerable<ApiSlice> Of(GoshiConfig config, EmitContext context, RefitSupport? refit = null) =>
        config.Providers.Select(provider =>
            new ApiSlice(context, provider.Name, provider.CSharpName, provider.Api == "ollama", refit == RefitSupport.Full));
}
