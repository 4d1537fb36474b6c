using Microsoft.CodeAnalysis;

namespace Goshi.Generators.Diagnostics;

/// <content>3xx: resilience and budget.</content>
internal static partial class Descriptors
{
    /// <summary>Both names of the token limit are set.</summary>
    public static readonly DiagnosticDescriptor TwoTokenLimits = new(
        id: "GOSHI301",
        title: "Both names of the token limit are set",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>Two values contradict each other.</summary>
    public static readonly DiagnosticDescriptor ContradictingValues = new(
        id: "GOSHI302",
        title: "Two values contradict each other",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A token limit is more than the model can produce.</summary>
    public static readonly DiagnosticDescriptor TokenLimitAboveModel = new(
        id: "GOSHI303",
        title: "A token limit is more than the model can produce",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>An inherited token limit is more than a model can produce.</summary>
    public static readonly DiagnosticDescriptor InheritedTokenLimitAboveModel = new(
        id: "GOSHI304",
        title: "An inherited token limit is more than a model can produce",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    /// <summary>A broken circuit may recover slowly.</summary>
    public static readonly DiagnosticDescriptor SlowRecovery = new(
        id: "GOSHI305",
        title: "A broken circuit may recover slowly",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    /// <summary>The retries of one call can open the circuit.</summary>
    public static readonly DiagnosticDescriptor CircuitOpensInsideACall = new(
        id: "GOSHI306",
        title: "The retries of one call can open the circuit",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    /// <summary>A budget cannot pay for one call.</summary>
    public static readonly DiagnosticDescriptor BudgetTooSmall = new(
        id: "GOSHI307",
        title: "A budget cannot pay for one call",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    /// <summary>A token limit alone costs more than the budget.</summary>
    public static readonly DiagnosticDescriptor BudgetBelowTokenLimit = new(
        id: "GOSHI308",
        title: "A token limit alone costs more than the budget",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    /// <summary>A limit can be overshot.</summary>
    public static readonly DiagnosticDescriptor OvershootPossible = new(
        id: "GOSHI309",
        title: "A limit can be overshot",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    /// <summary>A key is sent unencrypted.</summary>
    public static readonly DiagnosticDescriptor KeySentUnencrypted = new(
        id: "GOSHI310",
        title: "A key is sent unencrypted",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    /// <summary>Two ports are given for the local address.</summary>
    public static readonly DiagnosticDescriptor LocalAddressConflict = new(
        id: "GOSHI311",
        title: "Two ports are given for the local address",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    /// <summary>No target is free to fall back to.</summary>
    public static readonly DiagnosticDescriptor NoFreeFallback = new(
        id: "GOSHI312",
        title: "No target is free to fall back to",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    /// <summary>No wait before a retry fits into the time at a target.</summary>
    public static readonly DiagnosticDescriptor RetryOutlastsFailover = new(
        id: "GOSHI313",
        title: "No wait before a retry fits into the time at a target",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    /// <summary>Calls are not answered under this address.</summary>
    public static readonly DiagnosticDescriptor WrongAddress = new(
        id: "GOSHI314",
        title: "Calls are not answered under this address",
        messageFormat: "{0}",
        category: Category,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true);
}
