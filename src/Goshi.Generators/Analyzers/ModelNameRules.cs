using System;
using Goshi.Configuration.Rules;
using Goshi.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Goshi.Generators.Analyzers;

/// <summary>Finds names of models that are no models.</summary>
internal sealed class ModelNameRules(Lazy<CodeModels> models)
{
    /// <summary>Checks the value given to a property: ChatOptions.ModelId, or the model of a request to OpenAI's protocol.</summary>
    public void Check(OperationAnalysisContext context, ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is not IPropertyReferenceOperation { Property: { Name: "ModelId" or "Model" } property }
            || Constants.Text(assignment.Value) is not { } id)
        {
            return;
        }

        switch (property.ContainingType.ToDisplayString(), property.Name)
        {
            case (CodeAnalyzer.ChatOptions, "ModelId"):
                Report(context, assignment.Value, id, models.Value.WrongModelId(id));
                break;
            case ("Goshi.Wire.OpenAIChatRequest" or "Goshi.Wire.OpenAIEmbeddingRequest", "Model"):
                Report(context, assignment.Value, id, models.Value.Misspelt(id));
                break;
        }
    }

    /// <summary>Checks an argument that is looked up in the price table.</summary>
    public void Check(OperationAnalysisContext context, IArgumentOperation argument)
    {
        if (argument.Parameter is { Name: "modelId" or "id", ContainingSymbol: IMethodSymbol { ContainingType: { Name: "GoshiCosts" or "GoshiModels" or "ModelTable" } } }
            && Constants.Text(argument.Value) is { } id)
        {
            Report(context, argument.Value, id, models.Value.Misspelt(id));
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
