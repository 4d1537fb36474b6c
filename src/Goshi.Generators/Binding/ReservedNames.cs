using System;
using System.Collections.Generic;
using System.Linq;
using Goshi.Configuration.Rules;

namespace Goshi.Generators.Binding;

/// <summary>The C# names that a provider or a profile cannot have, because the generated types have them already.</summary>
internal static class ReservedNames
{
    private static readonly Dictionary<string, string> Owners = Read();

    /// <summary>Who has a name already; null: nobody.</summary>
    public static string? OwnerOf(string name) => Owners.TryGetValue(name, out var owner) ? owner : null;

    /// <summary>A key's property: <c>max_retries</c> is MaxRetries.</summary>
    private static string PropertyOf(KeyRule rule) =>
        string.Concat(rule.Name.Split('_').Select(static word => char.ToUpperInvariant(word[0]) + word.Substring(1)));

    private static Dictionary<string, string> Read()
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("object", "Equals", "ReferenceEquals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize");
        Add("IChatClient", "GetResponseAsync", "GetStreamingResponseAsync", "GetService", "Dispose");
        Add("IGoshiChat", "Session", "BeginSession", "Estimate", "Providers", "Engine", "NewSession", "Profile", "ContractType");
        Add("llm.provider as a word of its own,", "Auto");
        Add("the generated types", "Goshi", "GoshiChat", "GoshiOptions");
        Add("LlmOptions", KeyRules.For(KeyScope.Llm).Select(PropertyOf).ToArray());
        Add("LlmOptions", "Local", "Pricing", "Profiles", "TokenLimit", "LongestTimeToFirstContent", "Add", "ConfigureHandler", "IsWritten", "Reset");
        return owners;

        void Add(string owner, params string[] names)
        {
            foreach (var name in names)
            {
                if (!owners.ContainsKey(name))
                {
                    owners.Add(name, owner);
                }
            }
        }
    }
}
