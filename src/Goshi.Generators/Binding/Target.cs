using Goshi.Generators.Model;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Binding;

/// <summary>A provider and a model that a call can go to.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Model">The model's id; null: nobody names one.</param>
/// <param name="Record">The price table's record of the model; null: not listed under the provider's price list.</param>
/// <param name="Caller">llm or the profile through which it is called.</param>
/// <param name="Llm">The keys that everybody inherits.</param>
internal sealed record Target(BoundProvider Provider, string? Model, PriceRecord? Record, BoundSection Caller, BoundSection Llm)
{
    /// <summary>What to underline when the target itself is wrong.</summary>
    public TextSpan Span { get; init; }

    /// <summary>Who names it, in the words of messages: <c>llm.fallback</c>.</summary>
    public string Where { get; init; } = "";

    /// <summary>What it is to its caller, in the words of messages: <c>the primary provider</c>.</summary>
    public string Role { get; init; } = "";

    /// <summary>Whether a model is named that could not be bound, so that none is missing.</summary>
    public bool HasBrokenModel { get; init; }

    /// <summary>The name of provider and model together.</summary>
    public string Name => Model is null ? Provider.Name : Provider.Name + "/" + Model;

    /// <summary>The value of a key in force here: the profile's own, else the provider's, else llm's.</summary>
    public BoundValue? Written(string key) =>
        (ReferenceEquals(Caller, Llm) ? null : Caller.Find(key)) ?? Provider.Section.Find(key) ?? Llm.Find(key);

    /// <summary>The token limit in force: of its two names, the one in the nearest section that writes either.</summary>
    public BoundValue? TokenLimit =>
        (ReferenceEquals(Caller, Llm) ? null : LimitOf(Caller)) ?? LimitOf(Provider.Section) ?? LimitOf(Llm);

    private static BoundValue? LimitOf(BoundSection section) => section.Find("max_completion_tokens") ?? section.Find("max_tokens");
}
