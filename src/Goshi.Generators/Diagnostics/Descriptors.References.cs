using Microsoft.CodeAnalysis;

namespace Goshi.Generators.Diagnostics;

/// <content>2xx: names that refer to something else.</content>
internal static partial class Descriptors
{
    /// <summary>A provider is unknown.</summary>
    public static readonly DiagnosticDescriptor UnknownProvider = new(
        id: "GOSHI201",
        title: "A provider is unknown",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A model is unknown.</summary>
    public static readonly DiagnosticDescriptor UnknownModel = new(
        id: "GOSHI202",
        title: "A model is unknown",
        messageFormat: "{0}{1}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    /// <summary>A model without a price is used under a spending limit.</summary>
    public static readonly DiagnosticDescriptor UnpricedModelDenied = new(
        id: "GOSHI203",
        title: "A model without a price is used under a spending limit",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A fallback names a target twice.</summary>
    public static readonly DiagnosticDescriptor DuplicateFallback = new(
        id: "GOSHI204",
        title: "A fallback names a target twice",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A fallback names its own primary target.</summary>
    public static readonly DiagnosticDescriptor FallbackToPrimary = new(
        id: "GOSHI205",
        title: "A fallback names its own primary target",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A target has no model.</summary>
    public static readonly DiagnosticDescriptor MissingModel = new(
        id: "GOSHI206",
        title: "A target has no model",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A model cannot chat.</summary>
    public static readonly DiagnosticDescriptor NotAChatModel = new(
        id: "GOSHI207",
        title: "A model cannot chat",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A target cannot do what is needed.</summary>
    public static readonly DiagnosticDescriptor NeedNotMet = new(
        id: "GOSHI208",
        title: "A target cannot do what is needed",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A price list is unknown.</summary>
    public static readonly DiagnosticDescriptor UnknownPriceList = new(
        id: "GOSHI209",
        title: "A price list is unknown",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A model is never used.</summary>
    public static readonly DiagnosticDescriptor ModelNeverUsed = new(
        id: "GOSHI210",
        title: "A model is never used",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true);
}
