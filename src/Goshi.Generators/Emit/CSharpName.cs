using System;
using System.Collections.Generic;
using System.Text;
using Goshi.Generators.Model;

namespace Goshi.Generators.Emit;

/// <summary>The C# name of a model, a profile or a provider. Two names that come out equal are an error, never numbered.</summary>
internal static class CSharpName
{
    /// <summary>
    /// What a class per model cannot be called: the members of its two containers, those of the class itself (a member
    /// may not be called like its type), and those of object.
    /// </summary>
    private static readonly HashSet<string> TakenByMembers = new(StringComparer.OrdinalIgnoreCase)
    {
        "GoshiModels", "Find", "Table", "Facts",
        "GoshiCosts", "AsOf", "TryCalculate", "TryGetPrice",
        "Id", "Provider", "ContextWindow", "MaxInputTokens", "MaxOutputTokens", "Tools", "Vision", "StructuredOutputs",
        "Reasoning", "Streaming", "RetirementDate", "Info", "Calculate", "Prices",
        "Equals", "ReferenceEquals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize",
    };

    /// <summary>
    /// Runs of ASCII letters and digits, the first character of each upper-cased and the rest as written; an underscore
    /// between two runs only where digit meets digit, and before a leading digit: <c>gpt-4.1</c> is Gpt4_1. A run that
    /// spells openai is OpenAI.
    /// </summary>
    public static string Of(string name)
    {
        var result = new StringBuilder(name.Length);
        foreach (var run in Runs(name))
        {
            if (IsDigit(run[0]) && (result.Length == 0 || IsDigit(result[result.Length - 1])))
            {
                result.Append('_');
            }

            result.Append(run.Equals("openai", StringComparison.OrdinalIgnoreCase) ? "OpenAI" : char.ToUpperInvariant(run[0]) + run.Substring(1));
        }

        return result.Length == 0 ? "_" : result.ToString();
    }

    /// <summary>The name of a price record's class in GoshiModels and GoshiCosts.</summary>
    public static string Of(PriceRecord record) => OfModel(record.Name ?? Of(record.Id));

    /// <summary>A model's name, out of the way of the members around it: <c>table</c> is TableModel.</summary>
    private static string OfModel(string name) => TakenByMembers.Contains(name) ? name + "Model" : name;

    private static IEnumerable<string> Runs(string name)
    {
        var start = 0;
        for (var position = 0; position <= name.Length; position++)
        {
            if (position < name.Length && IsLetterOrDigit(name[position]))
            {
                continue;
            }

            if (position > start)
            {
                yield return name.Substring(start, position - start);
            }

            start = position + 1;
        }
    }

    private static bool IsLetterOrDigit(char character) =>
        IsDigit(character) || character is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static bool IsDigit(char character) => character is >= '0' and <= '9';
}
