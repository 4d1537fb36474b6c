using System;
using System.Collections.Generic;
using System.Linq;
using Goshi.Generators.Diagnostics;
using Goshi.Generators.Model;
using Goshi.Generators.Text;

namespace Goshi.Generators.Binding;

/// <summary>Binds one model of a price table.</summary>
internal static class PriceRecordBinder
{
    /// <summary>Where a model can be served; only <c>chat_completions</c> matters to a chat client.</summary>
    private static readonly string[] Endpoints =
        ["chat_completions", "responses", "batch", "embeddings", "completions"];

    private static readonly string[] Kinds = ["chat", "embedding", "completion"];
    private static readonly string[] Statuses = ["active", "deprecated", "retired", "fine_tuned", "open_weights"];
    private static readonly string[] Temperatures = ["accepted", "rejected", "only_without_reasoning"];
    private static readonly string[] Efforts = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];
    private static readonly string[] CapabilityNames =
        ["tools", "vision", "structured_outputs", "reasoning", "streaming", "temperature", "audio"];

    private static readonly string[] RetirementNames = ["date", "announced", "source"];

    private static readonly string[] ModelNames =
    [
        "id", "name", "provider", "kind", "status", "released", "aliases", "snapshots", "prefixes", "endpoints",
        "context_window", "max_input_tokens", "max_output_tokens", "regional_multiplier", "capabilities",
        "reasoning_efforts", "retirement", "prices", "note", "sources",
    ];

    private const string IdForm = "a model id: up to 200 visible ASCII characters without quotes";

    /// <summary>Binds a model.</summary>
    /// <param name="node">Its value.</param>
    /// <param name="packaged">The table that it overrides or extends.</param>
    /// <param name="findings">Takes the findings.</param>
    /// <returns>Null when it has no id, provider or kind.</returns>
    public static PriceRecord? Bind(JsonNode node, PriceTable packaged, PriceFindings findings)
    {
        if (PriceObject.Item(node, "models", "a model", ModelNames, findings) is not { } model)
        {
            return null;
        }

        var id = Required(model, "id", PriceSyntax.IsId, IdForm);
        var provider = Required(model, "provider", PriceSyntax.IsProvider, "a provider's name: letters, digits, '-' and '_'");
        var overridden = packaged.Records.FirstOrDefault(record => record.Id == id && record.Provider == provider);
        if (overridden is null)
        {
            RequireNew(model);
        }

        var kind = model.Word("kind", Kinds) ?? overridden?.Kind;
        CheckUnused(model);
        return id is null || provider is null || kind is null
            ? null
            : BindRest(model, overridden ?? Unknown(id, provider, kind), kind, findings);
    }

    private static string? Required(PriceObject model, string name, Func<string, bool> isValid, string form)
    {
        if (model.Member(name) is null)
        {
            model.ReportMissing(name);
        }

        return model.Text(name, isValid, form);
    }

    private static void RequireNew(PriceObject model)
    {
        foreach (var name in new[] { "kind", "prices" })
        {
            if (model.Member(name) is null)
            {
                model.ReportMissing(name);
            }
        }
    }

    /// <summary>What is said for readers of the table and nobody else is still checked.</summary>
    private static void CheckUnused(PriceObject model)
    {
        model.Date("released");
        model.Text("note", static _ => true, "");
        model.Texts("sources", static text => text.Length > 0, "the name of a source");
    }

    private static PriceRecord Unknown(string id, string provider, string kind) => new(
        id, null, provider, kind, [], [], null, null, null, null, null, null, null, null, "unknown", null, [], null, null,
        "unknown", 1m, []);

    /// <summary>Binds the optional properties; one that is not written stays as the overridden record has it.</summary>
    private static PriceRecord BindRest(PriceObject model, PriceRecord overridden, string kind, PriceFindings findings)
    {
        var capabilities = model.Object("capabilities", "capabilities", CapabilityNames);
        capabilities?.Boolean("audio");
        var endpoints = model.Texts("endpoints", static text => Array.IndexOf(Endpoints, text) >= 0, OneOf(Endpoints));
        var efforts = model.Texts("reasoning_efforts", static text => Array.IndexOf(Efforts, text) >= 0, OneOf(Efforts));
        var (retirementDate, retirementSource) = BindRetirement(model, overridden);
        return new PriceRecord(
            overridden.Id,
            model.Text("name", PriceSyntax.IsName, "a C# name that begins with an upper-case letter") ?? overridden.Name,
            overridden.Provider,
            kind,
            BindAliases(model) ?? overridden.Aliases,
            model.Texts("prefixes", PriceSyntax.IsId, IdForm)?.ToEquatableArray() ?? overridden.Prefixes,
            model.Count("context_window") ?? overridden.ContextWindow,
            model.Count("max_input_tokens") ?? overridden.MaxInputTokens,
            model.Count("max_output_tokens") ?? overridden.MaxOutputTokens,
            capabilities?.Boolean("tools") ?? overridden.Tools,
            capabilities?.Boolean("vision") ?? overridden.Vision,
            capabilities?.Boolean("structured_outputs") ?? overridden.StructuredOutputs,
            capabilities?.Boolean("reasoning") ?? overridden.Reasoning,
            capabilities?.Boolean("streaming") ?? overridden.Streaming,
            capabilities?.Word("temperature", Temperatures) ?? overridden.Temperature,
            endpoints is { Count: > 0 } ? endpoints.Contains("chat_completions") : overridden.ChatCompletions,
            efforts?.ToEquatableArray() ?? overridden.ReasoningEfforts,
            retirementDate,
            retirementSource,
            model.Word("status", Statuses) ?? overridden.Status,
            BindMultiplier(model) ?? overridden.RegionalMultiplier,
            model.Items("prices") is { } prices
                ? PriceEntryBinder.Bind(prices, hasOutput: kind != "embedding", findings)
                : overridden.Prices);
    }

    private static EquatableArray<string>? BindAliases(PriceObject model)
    {
        var aliases = model.Texts("aliases", PriceSyntax.IsId, IdForm);
        var snapshots = model.Texts("snapshots", PriceSyntax.IsId, IdForm);
        return aliases is null && snapshots is null ? null : (aliases ?? []).Concat(snapshots ?? []).ToEquatableArray();
    }

    private static (string? Date, string? Source) BindRetirement(PriceObject model, PriceRecord overridden)
    {
        if (model.Object("retirement", "retirement", RetirementNames) is not { } retirement)
        {
            return (overridden.RetirementDate, overridden.RetirementSource);
        }

        if (retirement.Member("date") is null)
        {
            retirement.ReportMissing("date");
        }

        retirement.Date("announced");
        return (
            retirement.Date("date") is { } date ? PriceSyntax.Date(date) : null,
            retirement.Text("source", static text => text.Length > 0, "the place where the date was read"));
    }

    private static decimal? BindMultiplier(PriceObject model)
    {
        const string form = "a multiplier from 1 to 10, such as 1.1";
        var multiplier = model.Decimal("regional_multiplier", form);
        if (multiplier is < 1 or > 10)
        {
            model.Invalid("regional_multiplier", form);
            return null;
        }

        return multiplier;
    }

    private static string OneOf(string[] words) => "one of " + string.Join(", ", words);
}
