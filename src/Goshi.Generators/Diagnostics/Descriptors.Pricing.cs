using Microsoft.CodeAnalysis;

namespace Goshi.Generators.Diagnostics;

/// <content>
/// 40x: the price table itself, the packaged one or the project's own. What a user wrote comes quoted, or left out where
/// it looks like a secret.
/// </content>
internal static partial class Descriptors
{
    /// <summary>The price table is not JSON.</summary>
    public static readonly DiagnosticDescriptor MalformedPriceTable = new(
        id: "GOSHI400",
        title: "The price table is not valid JSON",
        messageFormat: "The price table is not valid JSON: {0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A property is unknown.</summary>
    public static readonly DiagnosticDescriptor UnknownPriceProperty = new(
        id: "GOSHI401",
        title: "A property of the price table is unknown",
        messageFormat: "Unknown property {0} in {1}{2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A property is missing or has the wrong type.</summary>
    public static readonly DiagnosticDescriptor PricePropertyShape = new(
        id: "GOSHI402",
        title: "A property of the price table is missing or has the wrong type",
        messageFormat: "'{0}' in {1} must be {2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A decimal, a date or a word cannot be used.</summary>
    public static readonly DiagnosticDescriptor PriceValue = new(
        id: "GOSHI403",
        title: "A value of the price table cannot be used",
        messageFormat: "{0} is not {1}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>An id is listed twice.</summary>
    public static readonly DiagnosticDescriptor DuplicateModelId = new(
        id: "GOSHI404",
        title: "A model id is listed twice in the price table",
        messageFormat: "The id {0} is listed for model {1} of provider {2} already",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>Two models have the same C# name.</summary>
    public static readonly DiagnosticDescriptor ModelNameCollision = new(
        id: "GOSHI405",
        title: "Two models of the price table have the same C# name",
        messageFormat: "The models {0} and {1} have the same C# name {2}, ignoring case; give one of them a 'name'",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A property is given twice.</summary>
    public static readonly DiagnosticDescriptor DuplicatePriceProperty = new(
        id: "GOSHI406",
        title: "A property of the price table is given twice",
        messageFormat: "The property '{0}' in {1} is given twice",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>Prices are not in ascending order of date.</summary>
    public static readonly DiagnosticDescriptor PriceOrder = new(
        id: "GOSHI407",
        title: "Prices are not in ascending order of date",
        messageFormat: "A price from {0} must come after the one from {1}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A long-context price has no normal one.</summary>
    public static readonly DiagnosticDescriptor LongContextTier = new(
        id: "GOSHI408",
        title: "A tier has a long-context price and no other",
        messageFormat: "'long_context' prices the tier '{0}', for which the entry has no other price",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>The table's version is not the one that is read.</summary>
    public static readonly DiagnosticDescriptor PriceTableVersion = new(
        id: "GOSHI409",
        title: "The price table's version is unknown",
        messageFormat: "The price table has version {0}, and this Goshi.Generators reads version {1}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);
}
