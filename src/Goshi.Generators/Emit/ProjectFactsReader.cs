using System.Linq;
using System.Threading;
using Goshi.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Goshi.Generators.Emit;

/// <summary>
/// Asks the compilation the few questions that the emitted code depends on. It runs on every edit of C#, so it looks
/// names up and walks nothing; the answer is a value, so what follows stays cached.
/// </summary>
internal static class ProjectFactsReader
{
    private const string ThisProject = "This project";

    /// <summary>Answers for one set of names.</summary>
    public static ProjectFacts Read(EmittedNames names, Compilation compilation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var target = Find(compilation.GlobalNamespace, names.Namespace);
        return new(
            target is null
                ? []
                : names.Types
                    .Select(name => (name, declaredBy: Declarer(target, name, compilation)))
                    .Where(static type => type.declaredBy is not null)
                    .Select(type => new TakenType($"{names.Namespace}.{type.name}", type.declaredBy!, type.declaredBy != ThisProject))
                    .ToEquatableArray(),
            Declarer(compilation.GlobalNamespace, "Goshi", compilation));
    }

    private static INamespaceSymbol? Find(INamespaceSymbol root, string name)
    {
        INamespaceSymbol? found = root;
        foreach (var part in name.Split('.'))
        {
            // By name: to list a namespace's members would merge those of every reference, anew for each compilation.
            found = found?.GetMembers(part.TrimStart('@')).OfType<INamespaceSymbol>().FirstOrDefault();
        }

        return found;
    }

    // A type that the project cannot see, such as an internal one of a reference, is in nobody's way.
    private static string? Declarer(INamespaceSymbol container, string name, Compilation compilation) =>
        container.GetTypeMembers(name, arity: 0).FirstOrDefault(type => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly)) is not { } type
            ? null
            : SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly)
                ? ThisProject
                : $"The reference {type.ContainingAssembly.Name}";
}
