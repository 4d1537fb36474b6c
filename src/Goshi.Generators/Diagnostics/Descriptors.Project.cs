using Microsoft.CodeAnalysis;

namespace Goshi.Generators.Diagnostics;

/// <content>5xx: the project that holds goshi.yaml, and its C# code.</content>
internal static partial class Descriptors
{
    /// <summary>A generated type's name is taken.</summary>
    public static readonly DiagnosticDescriptor TypeNameTaken = new(
        id: "GOSHI501",
        title: "A generated type's name is taken",
        messageFormat: "{0} already declares {1}, which this file generates; set the MSBuild property GoshiNamespace to another namespace{2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A type hides the namespace Goshi.</summary>
    public static readonly DiagnosticDescriptor GoshiNamespaceHidden = new(
        id: "GOSHI502",
        title: "A type hides the namespace Goshi",
        messageFormat: "{0} declares a type Goshi outside any namespace, which hides the namespace Goshi of the runtime; put the type into a namespace or rename it",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>The project has two configurations.</summary>
    public static readonly DiagnosticDescriptor SecondConfig = new(
        id: "GOSHI503",
        title: "The project has two configurations",
        messageFormat: "This goshi.yaml is ignored, because the project has another one; keep one of them in AdditionalFiles",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A price file is not given to the compiler.</summary>
    public static readonly DiagnosticDescriptor PriceFileNotGiven = new(
        id: "GOSHI504",
        title: "A price file is not given to the compiler",
        messageFormat: "The file of pricing.file is not among the project's AdditionalFiles, which are all that the compiler reads; add it to the project as <AdditionalFiles Include=\"...\" />",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>The property GoshiCheckDate is no date.</summary>
    public static readonly DiagnosticDescriptor InvalidCheckDate = new(
        id: "GOSHI505",
        title: "GoshiCheckDate is not a date",
        messageFormat: "The MSBuild property GoshiCheckDate is {0}, which is not a date such as 2026-11-22; the price table's date is used instead",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>The project's Refit is too old.</summary>
    public static readonly DiagnosticDescriptor RefitTooOld = new(
        id: "GOSHI506",
        title: "Refit is too old for the typed interfaces",
        messageFormat: "The project references a Refit older than version 12, so the typed interfaces are plain clients and Refit does not know them; update Refit, or set the MSBuild property GoshiRefit to false",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Info,
        isEnabledByDefault: true);
}
