using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Goshi.Generators.Binding;
using Goshi.Generators.Model;
using Goshi.Generators.Text;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Analyzers;

/// <summary>Reads the project's goshi.yaml and price tables for the analyzer, as the generator does; what is wrong with them it has said.</summary>
internal static class CodeModelsReader
{
    /// <summary>
    /// Binds the packaged table, which is half a megabyte: Roslyn keeps the result for each version of its text, so that an
    /// edit of C# does not bind it again.
    /// </summary>
    public static readonly SourceTextValueProvider<Bound<PriceTable>> Packaged =
        new(static text => PriceBinder.Bind("", text, CancellationToken.None));

    /// <summary>The files of the project; without a goshi.yaml there is nothing to analyze.</summary>
    public static GoshiFiles Files(AnalyzerOptions options) => GoshiFiles.Choose(
        options.AdditionalFiles
            .Select(file => GoshiFile.Recognise(file, options.AnalyzerConfigOptionsProvider))
            .Where(static file => file.Kind != GoshiFileKind.Other)
            .ToImmutableArray());

    /// <summary>Reads the facts.</summary>
    /// <param name="files">The files of the project.</param>
    /// <param name="packaged">Gives <see cref="Packaged"/>'s result for a text; null: nobody keeps it.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static CodeModels Read(GoshiFiles files, Func<SourceText, Bound<PriceTable>?> packaged, CancellationToken cancellationToken)
    {
        var file = files.Config[0];
        var document = ConfigReader.Read(file.Path, file.Read(cancellationToken), cancellationToken);
        var table = PriceTable.Empty;
        foreach (var prices in PricingFile.Choose(files, PricingFile.PathIn(document)))
        {
            var text = prices.Read(cancellationToken);
            var kept = table.Records.Count == 0 ? packaged(text) : null;
            table = (kept ?? PriceBinder.BindOver(table, prices.Path, text, cancellationToken)).Value;
        }

        var config = ConfigBinder.Bind(document, table, cancellationToken).Value;
        return new CodeModels(config, PriceFiles.Merge(table, config).Records);
    }
}
