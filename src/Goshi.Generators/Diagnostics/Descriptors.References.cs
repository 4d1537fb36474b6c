using Microsoft.CodeAnalysis;

namespace Goshi.Generators.Diagnostics;

/// <content>2xx: names that refer to something else.</content>
internal static partial class Descriptors
{
    /// <summary>A provider is unknown.</summary>
    public static readonly DiagnosticDescriptor UnknownProvider = new(
        id: "GOSHI201",
        title: "A provider is unknown",
        messageFormat: "Unknown provider {0} in {1}{2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "goshi201");

    /// <summary>A model is unknown.</summary>
    public static readonly DiagnosticDescriptor UnknownModel = new(
        id: "GOSHI202",
        title: "A model is unknown",
        messageFormat: "Unknown model {0} in {1}{2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Help + "goshi202");

    /// <summary>A model without a price is used under a spending limit.</summary>
    public static readonly DiagnosticDescriptor UnpricedModelDenied = new(
        id: "GOSHI203",
        title: "A model without a price is used under a spending limit",
        messageFormat: "Model {0} in {1} has no price, so {2} cannot be kept{3}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "goshi203");

    /// <summary>A fallback names a target twice.</summary>
    public static readonly DiagnosticDescriptor DuplicateFallback = new(
        id: "GOSHI204",
        title: "A fallback names a target twice",
        messageFormat: "{0} is named twice in {1}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "goshi204");

    /// <summary>A fallback names its own primary target.</summary>
    public static readonly DiagnosticDescriptor FallbackToPrimary = new(
        id: "GOSHI205",
        title: "A fallback names its own primary target",
        messageFormat: "{0} in {1} is the primary target itself, so falling back to it goes in a circle; remove it",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "goshi205");

    /// <summary>A target has no model.</summary>
    public static readonly DiagnosticDescriptor MissingModel = new(
        id: "GOSHI206",
        title: "A target has no model",
        messageFormat: "Provider '{0}' is {1} but has no model; set {2}{3}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "goshi206");

    /// <summary>A model cannot chat.</summary>
    public static readonly DiagnosticDescriptor NotAChatModel = new(
        id: "GOSHI207",
        title: "A model cannot chat",
        messageFormat: "Model {0} in {1} is not a chat model: {2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "goshi207");

    /// <summary>A target cannot do what is needed.</summary>
    public static readonly DiagnosticDescriptor NeedNotMet = new(
        id: "GOSHI208",
        title: "A target cannot do what is needed",
        messageFormat: "Model {0} of {1} does not support {2}, which {3} asks for",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "goshi208");

    /// <summary>A price list is unknown.</summary>
    public static readonly DiagnosticDescriptor UnknownPriceList = new(
        id: "GOSHI209",
        title: "A price list is unknown",
        messageFormat: "Unknown price list {0} in {1}{2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Help + "goshi209");
}
