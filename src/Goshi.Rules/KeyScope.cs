using System;

namespace Goshi.Configuration.Rules;

/// <summary>The sections of goshi.yaml in which a key may stand.</summary>
[Flags]
internal enum KeyScope
{
    /// <summary>Directly under <c>llm</c>.</summary>
    Llm = 1,

    /// <summary>In the section of a provider that speaks OpenAI's protocol.</summary>
    OpenAI = 2,

    /// <summary>In the section of an Azure OpenAI provider.</summary>
    Azure = 4,

    /// <summary>In the section of an Ollama provider.</summary>
    Ollama = 8,

    /// <summary>In a profile.</summary>
    Profile = 16,

    /// <summary>Under <c>llm.local</c>, the goshi application's names for Ollama's address.</summary>
    Local = 32,

    /// <summary>Under <c>llm.pricing</c>.</summary>
    Pricing = 64,

    /// <summary>In the section of any provider.</summary>
    AnyProvider = OpenAI | Azure | Ollama,

    /// <summary>Under <c>llm</c> as a default for every provider, and in the section of any provider.</summary>
    Shared = Llm | AnyProvider,
}
