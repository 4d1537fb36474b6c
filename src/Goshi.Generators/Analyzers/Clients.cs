using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Goshi.Generators.Analyzers;

/// <summary>Tells which ChatOptions come to our client: any IChatClient takes them, and others have other models.</summary>
internal sealed class Clients(Compilation compilation)
{
    private const string Abstractions = "Microsoft.Extensions.AI.Abstractions";

    private readonly Lazy<bool> _mayBeOthers = new(() => compilation.SourceModule.ReferencedAssemblySymbols.Any(MayHaveAClient));

    /// <summary>Whether the project references anything that may bring a client of its own.</summary>
    public bool MayBeOthers => _mayBeOthers.Value;

    /// <summary>Whether options are made for a call on a class: ours is never called but through an interface.</summary>
    public static bool AreForAnother(IObjectCreationOperation options) =>
        CallOf(options) is { } call
        && (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is { } client
        && Constants.Unwrap(client).Type is { TypeKind: TypeKind.Class };

    /// <summary>The call of a chat client that options are made in; null: they are made elsewhere.</summary>
    public static IInvocationOperation? CallOf(IObjectCreationOperation options)
    {
        var parent = options.Parent;
        while (parent is IConversionOperation)
        {
            parent = parent.Parent;
        }

        return parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "GetResponseAsync" or "GetStreamingResponseAsync" } call }
            ? call
            : null;
    }

    private static bool MayHaveAClient(IAssemblySymbol assembly) =>
        assembly.Name is not (Abstractions or "Microsoft.Extensions.AI" or "Goshi.Runtime")
        && assembly.Modules.Any(static module => module.ReferencedAssemblies.Any(static reference => reference.Name == Abstractions));
}
