using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Goshi.Generators.Analyzers;

/// <summary>Reads what is certain about a value in code before it runs; null: nothing is.</summary>
internal static class Constants
{
    /// <summary>The operation below the conversions that the compiler, or the user, puts around it.</summary>
    public static IOperation Unwrap(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }

    /// <summary>A constant text.</summary>
    public static string? Text(IOperation operation) =>
        Unwrap(operation).ConstantValue is { HasValue: true, Value: string text } ? text : null;

    /// <summary>The constant texts that a value can have: one, or those of its branches.</summary>
    public static IEnumerable<(IOperation Place, string Text)> Texts(IOperation operation) => Text(operation) is { } text
        ? [(operation, text)]
        : Unwrap(operation) switch
        {
            IConditionalOperation { WhenFalse: { } other } either => Texts(either.WhenTrue).Concat(Texts(other)),
            ICoalesceOperation either => Texts(either.Value).Concat(Texts(either.WhenNull)),
            ISwitchExpressionOperation choice => choice.Arms.SelectMany(static arm => Texts(arm.Value)),
            _ => [],
        };

    /// <summary>A constant number.</summary>
    public static double? Number(IOperation operation) =>
        Unwrap(operation).ConstantValue is { HasValue: true, Value: float or double or decimal or int or long or uint or short or byte } constant
            ? Convert.ToDouble(constant.Value, CultureInfo.InvariantCulture)
            : null;

    /// <summary>Whether a list has at least one item that is written out.</summary>
    public static bool HasItems(IOperation operation)
    {
        var value = Unwrap(operation);
        return value.Syntax is CollectionExpressionSyntax expression ? expression.Elements.Any(static element => element is ExpressionElementSyntax)
            : value is IArrayCreationOperation { Initializer.ElementValues.Length: > 0 } or IObjectCreationOperation { Initializer.Initializers.Length: > 0 };
    }

    /// <summary>The properties that an object initializer sets, by name.</summary>
    public static Dictionary<string, IOperation> Initialised(IObjectCreationOperation creation)
    {
        var values = new Dictionary<string, IOperation>(StringComparer.Ordinal);
        foreach (var initializer in creation.Initializer?.Initializers ?? ImmutableArray<IOperation>.Empty)
        {
            if (initializer is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment)
            {
                values[target.Property.Name] = assignment.Value;
            }
        }

        return values;
    }
}
