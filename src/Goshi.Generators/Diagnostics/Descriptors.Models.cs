using Microsoft.CodeAnalysis;

namespace Goshi.Generators.Diagnostics;

/// <content>45x: what the price table says of a model that is used. 40x to 44x are about the table itself.</content>
internal static partial class Descriptors
{
    /// <summary>A model is retired, by OpenAI's own word and at OpenAI itself.</summary>
    public static readonly DiagnosticDescriptor RetiredModel = new(
        id: "GOSHI451",
        title: "A model is retired",
        messageFormat: "Model {0} in {1} was retired on {2}{3}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A model retires soon.</summary>
    public static readonly DiagnosticDescriptor RetiringModel = new(
        id: "GOSHI452",
        title: "A model retires soon",
        messageFormat: "Model {0} in {1} retires on {2}{3}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true);

    /// <summary>A model has no price.</summary>
    public static readonly DiagnosticDescriptor UnpricedModel = new(
        id: "GOSHI453",
        title: "A model has no price",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    /// <summary>A service tier has no price.</summary>
    public static readonly DiagnosticDescriptor UnpricedTier = new(
        id: "GOSHI454",
        title: "A service tier has no price",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    /// <summary>A model does not accept a parameter.</summary>
    public static readonly DiagnosticDescriptor ParameterDropped = new(
        id: "GOSHI455",
        title: "A model does not accept a parameter",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    /// <summary>A model does not accept a parameter that must be sent.</summary>
    public static readonly DiagnosticDescriptor ParameterRefused = new(
        id: "GOSHI456",
        title: "A model does not accept a parameter that must be sent",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A model is said to be retired, or is asked for elsewhere than where it is.</summary>
    public static readonly DiagnosticDescriptor ReportedlyRetiredModel = new(
        id: "GOSHI457",
        title: "A model may be retired",
        messageFormat: "Model {0} in {1} was retired on {2}{3}, as far as is known",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    /// <summary>The price table is old.</summary>
    public static readonly DiagnosticDescriptor OldPriceTable = new(
        id: "GOSHI458",
        title: "The price table is old",
        messageFormat: "The price table is of {0}, {1} days before GoshiCheckDate; update Goshi.Generators, or check the prices and name your own with pricing.file",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true);
}
