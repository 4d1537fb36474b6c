using Microsoft.CodeAnalysis;

namespace Goshi.Generators.Diagnostics;

/// <content>1xx: unknown, misplaced or mistyped keys and values.</content>
internal static partial class Descriptors
{
    /// <summary>A key is unknown.</summary>
    public static readonly DiagnosticDescriptor UnknownKey = new(
        id: "GOSHI101",
        title: "A key is unknown",
        messageFormat: "Unknown key {0} in {1}{2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A key stands in a section to which it does not apply.</summary>
    public static readonly DiagnosticDescriptor MisplacedKey = new(
        id: "GOSHI102",
        title: "A key stands in a section to which it does not apply",
        messageFormat: "Key '{0}' does not apply in {1}; it applies in {2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A value has the wrong shape.</summary>
    public static readonly DiagnosticDescriptor WrongShape = new(
        id: "GOSHI103",
        title: "A value has the wrong shape",
        messageFormat: "{0} {1}, not {2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A value has the wrong type.</summary>
    public static readonly DiagnosticDescriptor WrongType = new(
        id: "GOSHI104",
        title: "A value has the wrong type",
        messageFormat: "{0} {1}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A key has no value.</summary>
    public static readonly DiagnosticDescriptor MissingValue = new(
        id: "GOSHI105",
        title: "A key has no value",
        messageFormat: "{0} has no value; {1}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A required key is missing.</summary>
    public static readonly DiagnosticDescriptor MissingKey = new(
        id: "GOSHI106",
        title: "A required key is missing",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A name cannot be used.</summary>
    public static readonly DiagnosticDescriptor InvalidName = new(
        id: "GOSHI107",
        title: "A name cannot be used",
        messageFormat: "{0} cannot name a {1}; a name is letters and digits, joined by single '-' or '_', begins with a letter, and has at most 64 characters",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A name is taken in the generated code.</summary>
    public static readonly DiagnosticDescriptor ReservedName = new(
        id: "GOSHI108",
        title: "A name is taken in the generated code",
        messageFormat: "The {0} name {1} becomes {2} in C#, which {3} already has; choose another name",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>Two names are the same in the generated code.</summary>
    public static readonly DiagnosticDescriptor NameCollision = new(
        id: "GOSHI109",
        title: "Two names are the same in the generated code",
        messageFormat: "The {0} {1} and the {2} {3} both become {4} in C#; {5}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A secret stands in the file.</summary>
    public static readonly DiagnosticDescriptor LiteralSecret = new(
        id: "GOSHI110",
        title: "A secret stands in the file",
        messageFormat: "{0} {1}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A value is out of range.</summary>
    public static readonly DiagnosticDescriptor OutOfRange = new(
        id: "GOSHI111",
        title: "A value is out of range",
        messageFormat: "{0} {1}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A value is not one of those allowed.</summary>
    public static readonly DiagnosticDescriptor WordNotAllowed = new(
        id: "GOSHI112",
        title: "A value is not one of those allowed",
        messageFormat: "{0} {1}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);
}
