using System;
using Goshi.Configuration.Rules;
using Goshi.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Goshi.Generators.Analyzers;

/// <summary>Finds keys that are written into the code where a key, or the name of its variable, is asked for.</summary>
internal static class SecretRules
{
    private const string Read = "and read it with Environment.GetEnvironmentVariable";
    private const string Name = "and write the name of that variable here";

    /// <summary>Checks an argument for an API key: by the parameter's name, or by the type that holds nothing else.</summary>
    public static void Check(OperationAnalysisContext context, IArgumentOperation argument)
    {
        if (argument.Parameter is { } parameter
            && (IsKeyName(parameter.Name) || IsKeyType(parameter.Type) || (parameter.Name == "key" && IsKeyType(parameter.ContainingType))))
        {
            Report(context, argument.Value, Read);
        }
    }

    /// <summary>Checks the value given to a property or field for an API key, or for the name of its variable.</summary>
    public static void Check(OperationAnalysisContext context, ISimpleAssignmentOperation assignment)
    {
        if (assignment.Target is IMemberReferenceOperation { Member.Name: var name })
        {
            if (name.EndsWith("ApiKey", StringComparison.OrdinalIgnoreCase))
            {
                Report(context, assignment.Value, Read);
            }
            else if (name is "ApiKeyEnv" or "OrganizationIdEnv" or "ProjectIdEnv")
            {
                Report(context, assignment.Value, Name);
            }
        }
    }

    private static bool IsKeyName(string name) => name.Replace("_", "").EndsWith("apiKey", StringComparison.OrdinalIgnoreCase);

    private static bool IsKeyType(ITypeSymbol? type) => type?.Name is "ApiKeyCredential" or "AzureKeyCredential";

    private static void Report(OperationAnalysisContext context, IOperation value, string cure)
    {
        if (Constants.Text(value) is { } text && SecretShape.LooksLikeSecret(text))
        {
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.SecretInCode, value.Syntax.GetLocation(), cure));
        }
    }
}
