using System;
using System.Collections.Immutable;
using System.Threading;
using Goshi.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Goshi.Generators.Analyzers;

/// <summary>
/// Reports model calls in C# code that the provider will reject, by the same price table as goshi.yaml. It speaks only where
/// the values are constant and the model is known, and only in a project with a goshi.yaml.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CodeAnalyzer : DiagnosticAnalyzer
{
    internal const string ChatOptions = "Microsoft.Extensions.AI.ChatOptions";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(
            Descriptors.UnknownModelInCode,
            Descriptors.ParameterRejectedInCode,
            Descriptors.TokenLimitAboveModelInCode,
            Descriptors.AbilityMissingInCode,
            Descriptors.SecretInCode);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        var files = CodeModelsReader.Files(context.Options);
        if (files.Config.Count == 0)
        {
            return;
        }

        // Read when code first names a model. Not in the default mode: a cancelled reading must not be what is remembered.
        var models = new Lazy<CodeModels>(() => CodeModelsReader.Read(files, context.CancellationToken), LazyThreadSafetyMode.PublicationOnly);
        var names = new ModelNameRules(models, new Clients(context.Compilation));
        var rules = new ChatOptionsRules(models);
        var chatOptions = context.Compilation.GetTypeByMetadataName(ChatOptions);
        context.RegisterOperationAction(
            action =>
            {
                var assignment = (ISimpleAssignmentOperation)action.Operation;
                names.Check(action, assignment);
                SecretRules.Check(action, assignment);
            },
            OperationKind.SimpleAssignment);
        context.RegisterOperationAction(
            action =>
            {
                var argument = (IArgumentOperation)action.Operation;
                names.Check(action, argument);
                SecretRules.Check(action, argument);
            },
            OperationKind.Argument);
        context.RegisterOperationAction(
            action =>
            {
                var creation = (IObjectCreationOperation)action.Operation;
                if (chatOptions is not null && SymbolEqualityComparer.Default.Equals(creation.Type, chatOptions))
                {
                    rules.Check(action, creation);
                }
            },
            OperationKind.ObjectCreation);
    }
}
