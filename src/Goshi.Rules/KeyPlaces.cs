using System;
using System.Collections.Generic;
using System.Linq;

namespace Goshi.Configuration.Rules;

/// <summary>Says where a key belongs that stands where it does not.</summary>
internal static class KeyPlaces
{
    /// <summary>The sections in which a key may stand, in words: <c>llm or a profile</c>; empty: nowhere.</summary>
    public static string Of(string name)
    {
        if (KeyRules.Subsections.Contains(name, StringComparer.Ordinal))
        {
            return "llm";
        }

        var scope = KeyRules.All.Where(rule => rule.Name == name).Aggregate((KeyScope)0, static (all, rule) => all | rule.Scope);
        var places = new List<string>();
        Add(KeyScope.Llm, "llm");
        Add(KeyScope.Profile, "a profile");
        Add(KeyScope.Local, "llm.local");
        Add(KeyScope.Pricing, "llm.pricing");
        if ((scope & KeyScope.AnyProvider) == KeyScope.AnyProvider)
        {
            places.Add("the section of a provider");
        }
        else
        {
            Add(KeyScope.OpenAI, "the section of a provider with api openai");
            Add(KeyScope.Azure, "the section of a provider with api azure-openai");
            Add(KeyScope.Ollama, "the section of a provider with api ollama");
        }

        return string.Join(" or ", places);

        void Add(KeyScope part, string place)
        {
            if ((scope & part) != 0)
            {
                places.Add(place);
            }
        }
    }
}
