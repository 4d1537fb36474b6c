using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Goshi.Configuration.Rules;
using Goshi.Generators.Diagnostics;
using Goshi.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Goshi.Generators.Analyzers;

/// <summary>Compares ChatOptions that name their model, and set something beside it, with what that model takes.</summary>
internal sealed class ChatOptionsRules(Lazy<CodeModels> models)
{
    /// <summary>Checks one object initializer of ChatOptions.</summary>
    public void Check(OperationAnalysisContext context, IObjectCreationOperation creation)
    {
        var values = Constants.Initialised(creation);
        if (!values.TryGetValue("ModelId", out var model)
            || Constants.Text(model) is not { } id
            || Clients.AreForAnother(creation)
            || models.Value.Find(id) is not { } record)
        {
            return;
        }

        foreach (var pair in values)
        {
            CheckValue(pair.Key, pair.Value);
        }

        CheckImages();

        void CheckValue(string name, IOperation value)
        {
            switch (name)
            {
                case "Temperature" when Constants.Number(value) is not (null or 1):
                    Parameter("Temperature", value, model => RejectsSampling(model, values));
                    break;
                case "TopP" when Constants.Number(value) is not (null or 1):
                    Parameter("TopP", value, model => model.Reasoning == true && RejectsSampling(model, values));
                    break;
                case "FrequencyPenalty" or "PresencePenalty" when Constants.Number(value) is not (null or 0):
                    Parameter(name, value, static model => model is { Provider: "openai", Reasoning: true });
                    break;
                case "MaxOutputTokens" when Constants.Number(value) is { } limit && record.MaxOutputTokens is { } most && limit > most:
                    Report(Descriptors.TokenLimitAboveModelInCode, value, Text(limit), SecretShape.Quote(id), Text(most));
                    break;
                case "Tools" when Constants.HasItems(value):
                    Ability("tools", value, static model => model.Tools);
                    break;
                case "ResponseFormat" when Constants.Unwrap(value) is IInvocationOperation { TargetMethod: { Name: "ForJsonSchema", ContainingType.Name: "ChatResponseFormat" } }:
                    Ability("a JSON schema as response format", value, static model => model.StructuredOutputs);
                    break;
            }
        }

        void CheckImages()
        {
            // Only where the messages stand beside the options, in one call.
            if (Clients.CallOf(creation) is { } call
                && call.Descendants().OfType<IObjectCreationOperation>().FirstOrDefault(IsImage) is { } image)
            {
                Ability("images", image, static model => model.Vision);
            }
        }

        void Parameter(string name, IOperation value, Func<PriceRecord, bool> rejects)
        {
            if (rejects(record))
            {
                var other = models.Value.Instead(record, model => IsKnownToAccept(model) && !rejects(model));
                Report(
                    Descriptors.ParameterRejectedInCode, value, SecretShape.Quote(id), name,
                    other is null ? "" : ", or use a model that does, such as '" + other + "'");
            }
        }

        void Ability(string what, IOperation value, Func<PriceRecord, bool?> has)
        {
            if (has(record) == false)
            {
                var other = models.Value.Instead(record, model => has(model) == true);
                Report(Descriptors.AbilityMissingInCode, value, SecretShape.Quote(id), what, other is null ? "" : "; '" + other + "' does");
            }
        }

        void Report(DiagnosticDescriptor descriptor, IOperation place, params object[] arguments) =>
            context.ReportDiagnostic(Diagnostic.Create(descriptor, place.Syntax.GetLocation(), arguments));
    }

    /// <summary>What a model without a statement in the table takes is not known, and it is no replacement.</summary>
    private static bool IsKnownToAccept(PriceRecord record) => record is { Temperature: "accepted", Reasoning: not null };

    /// <summary>A model that takes it only without reasoning rejects it only where the effort is written beside it.</summary>
    private static bool RejectsSampling(PriceRecord record, Dictionary<string, IOperation> values) =>
        record.Temperature == "rejected"
        || (record.Temperature == "only_without_reasoning"
            && values.TryGetValue("Reasoning", out var reasoning)
            && Constants.Unwrap(reasoning) is IObjectCreationOperation creation
            && Constants.Initialised(creation).TryGetValue("Effort", out var effort)
            && Constants.Unwrap(effort) is { ConstantValue: { HasValue: true, Value: { } written }, Type: { } efforts }
            && efforts.GetMembers("None").OfType<IFieldSymbol>().FirstOrDefault() is { } none
            && !written.Equals(none.ConstantValue));

    private static bool IsImage(IObjectCreationOperation creation) =>
        creation.Type?.Name is "DataContent" or "UriContent"
        && creation.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "mediaType") is { } type
        && Constants.Text(type.Value)?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true;

    private static string Text(double number) => number.ToString("0", CultureInfo.InvariantCulture);
}
