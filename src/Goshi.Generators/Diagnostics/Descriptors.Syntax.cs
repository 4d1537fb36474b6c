using Microsoft.CodeAnalysis;

namespace Goshi.Generators.Diagnostics;

/// <content>0xx: the file and its YAML.</content>
internal static partial class Descriptors
{
    /// <summary>The file is not valid YAML.</summary>
    public static readonly DiagnosticDescriptor MalformedYaml = new(
        id: "GOSHI001",
        title: "The file is not valid YAML",
        messageFormat: "The file is not valid YAML: {0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>The file is too large.</summary>
    public static readonly DiagnosticDescriptor FileTooLarge = new(
        id: "GOSHI002",
        title: "The file is too large",
        messageFormat: "The file has {0} characters; at most {1} are read",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>The file is nested too deep.</summary>
    public static readonly DiagnosticDescriptor NestedTooDeep = new(
        id: "GOSHI003",
        title: "The file is nested too deep",
        messageFormat: "Nested more than {0} levels deep; goshi.yaml needs fewer than ten",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>The file has too many values.</summary>
    public static readonly DiagnosticDescriptor TooManyNodes = new(
        id: "GOSHI004",
        title: "The file has too many values",
        messageFormat: "More than {0} keys and values, so nothing of this file is read",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>The file has several documents.</summary>
    public static readonly DiagnosticDescriptor SeveralDocuments = new(
        id: "GOSHI005",
        title: "The file has several documents",
        messageFormat: "A second YAML document starts here; put everything into one",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>Anchors are not supported.</summary>
    public static readonly DiagnosticDescriptor Anchor = new(
        id: "GOSHI006",
        title: "Anchors are not supported",
        messageFormat: "Anchor {0} is not supported; write the value at each place that needs it",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>Aliases are not supported.</summary>
    public static readonly DiagnosticDescriptor Alias = new(
        id: "GOSHI007",
        title: "Aliases are not supported",
        messageFormat: "Alias {0} is not supported; write the value out here",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>Merge keys are not supported.</summary>
    public static readonly DiagnosticDescriptor MergeKey = new(
        id: "GOSHI008",
        title: "Merge keys are not supported",
        messageFormat: "Merge key '<<' is not supported; write the keys out here, or move what all providers share directly under llm",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>Tags are not supported.</summary>
    public static readonly DiagnosticDescriptor Tag = new(
        id: "GOSHI009",
        title: "Tags are not supported",
        messageFormat: "Tag {0} is not supported; write the plain value",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A key appears twice.</summary>
    public static readonly DiagnosticDescriptor DuplicateKey = new(
        id: "GOSHI010",
        title: "A key appears twice",
        messageFormat: "Key {0} appears twice in {1}; the first is in line {2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A tab is used as indentation.</summary>
    public static readonly DiagnosticDescriptor Tab = new(
        id: "GOSHI011",
        title: "A tab is used as indentation",
        messageFormat: "A tab cannot indent YAML; use spaces",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>The file contains a NUL character.</summary>
    public static readonly DiagnosticDescriptor NulCharacter = new(
        id: "GOSHI012",
        title: "The file contains a NUL character",
        messageFormat: "A NUL character ends the YAML here; remove it, or save the file as UTF-8",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A key is not text.</summary>
    public static readonly DiagnosticDescriptor KeyIsNotText = new(
        id: "GOSHI013",
        title: "A key is not text",
        messageFormat: "A key must be plain text, not {0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>The file does not hold keys.</summary>
    public static readonly DiagnosticDescriptor RootIsNotASection = new(
        id: "GOSHI014",
        title: "The file does not hold keys",
        messageFormat: "The file must hold keys such as 'llm:', not {0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>The file has no llm section.</summary>
    public static readonly DiagnosticDescriptor NoLlmSection = new(
        id: "GOSHI015",
        title: "The file has no llm section",
        messageFormat: "The file has no key 'llm', so every setting has its default{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    /// <summary>There is more than is listed.</summary>
    public static readonly DiagnosticDescriptor MoreFindings = new(
        id: "GOSHI016",
        title: "More was found than is listed",
        messageFormat: "{0} more mistakes in this file are not listed; correct those before first",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true);
}
