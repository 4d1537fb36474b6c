using Microsoft.CodeAnalysis;

namespace Goshi.Generators.Diagnostics;

/// <content>51x: uses in C# code.</content>
internal static partial class Descriptors
{
    /// <summary>C# code names an unknown model.</summary>
    public static readonly DiagnosticDescriptor UnknownModelInCode = new(
        id: "GOSHI511",
        title: "C# code names an unknown model",
        messageFormat: "Unknown model {0}{1}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    /// <summary>C# code gives a model a parameter that it rejects.</summary>
    public static readonly DiagnosticDescriptor ParameterRejectedInCode = new(
        id: "GOSHI512",
        title: "C# code gives a model a parameter that it rejects",
        messageFormat: "Model {0} does not accept {1}; remove it{2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    /// <summary>C# code asks for more tokens than a model can produce.</summary>
    public static readonly DiagnosticDescriptor TokenLimitAboveModelInCode = new(
        id: "GOSHI513",
        title: "C# code asks for more tokens than a model can produce",
        messageFormat: "MaxOutputTokens is {0}, but model {1} produces at most {2} tokens; write {2} or less",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>C# code asks a model for what it cannot do.</summary>
    public static readonly DiagnosticDescriptor AbilityMissingInCode = new(
        id: "GOSHI514",
        title: "C# code asks a model for what it cannot do",
        messageFormat: "Model {0} does not support {1}{2}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A secret stands in C# code.</summary>
    public static readonly DiagnosticDescriptor SecretInCode = new(
        id: "GOSHI515",
        title: "A secret stands in C# code",
        messageFormat: "A secret stands in the code; put it into an environment variable, {0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true);
}
