using System;
using Goshi.Configuration.Rules;
using Goshi.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Goshi.Generators.Analyzers;

/// <summary>Finds names of models that are no models.</summary>
internal sealed class ModelNameRules(Lazy<CodeModels> models, Clients clients)
{
    /// <summary>Checks the value given to a property: ChatOptions.ModelId, or the model of a request to OpenAI's protocol.</summary>
    public void Check(OperationAnalysisContext context, ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is not IPropertyReferenceOperation { Property: { Name: "ModelId" or "Model" } property })
        {
            return;
        }

        switch (property.ContainingType.ToDisplayString(), property.Name)
        {
            case (CodeAnalyzer.ChatOptions, "ModelId") when assignment.Parent?.Parent is not IObjectCreationOperation options || !Clients.AreForAnother(options):
                CheckModelId(context, assignment.Value);
                break;
            case ("Goshi.Wire.OpenAIChatRequest" or "Goshi.Wire.OpenAIEmbeddingRequest", "Model"):
                CheckSpelling(context, assignment.Value);
                break;
        }
    }

    /// <summary>Checks an argument that is looked up in the price table.</summary>
    public void Check(OperationAnalysisContext context, IArgumentOperation argument)
    {
        if (argument.Parameter is { Name: "modelId" or "id", ContainingSymbol: IMethodSymbol { ContainingType: { } type } }
            && (type.Name is "GoshiCosts" or "GoshiModels" || type.ToDisplayString() == "Goshi.ModelTable"))
        {
            CheckSpelling(context, argument.Value);
        }
    }

    private void CheckModelId(OperationAnalysisContext context, IOperation value)
    {
        foreach (var (place, id) in Constants.Texts(value))
        {
            // Another client may have any model, but hardly one that is a slip of the fingers away from ours.
            Report(context, place, id, clients.MayBeOthers ? models.Value.Misspelt(id) : models.Value.WrongModelId(id));
            if (models.Value.Find(id) is { } record && !CodeModels.Chats(record))
            {
                var other = models.Value.Instead(record, CodeModels.Chats);
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.AbilityMissingInCode, place.Syntax.GetLocation(), SecretShape.Quote(id), "chat completions", other is null ? "" : "; '" + other + "' does"));
            }
        }
    }

    private void CheckSpelling(OperationAnalysisContext context, IOperation value)
    {
        foreach (var (place, id) in Constants.Texts(value))
        {
            Report(context, place, id, models.Value.Misspelt(id));
        }
    }

    private static void Report(OperationAnalysisContext context, IOperation value, string id, string? hint)
    {
        if (hint is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.UnknownModelInCode, value.Syntax.GetLocation(), SecretShape.Quote(id), hint));
        }
    }
}
