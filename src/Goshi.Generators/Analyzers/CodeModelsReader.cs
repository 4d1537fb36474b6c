using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Goshi.Generators.Binding;
using Goshi.Generators.Model;
using Goshi.Generators.Text;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Analyzers;

/// <summary>
/// Reads the project's goshi.yaml and price tables for the analyzer, as the generator does; what is wrong with them it has
/// said. What was read is kept beside each version of a text for as long as that lives, so that an edit of C# reads nothing again.
/// </summary>
internal static class CodeModelsReader
{
    private static readonly ConditionalWeakTable<SourceText, KeptModels> Kept = new();

    // Half a megabyte: an edit of goshi.yaml does not bind it again either.
    private static readonly ConditionalWeakTable<SourceText, Bound<PriceTable>> Packaged = new();

    /// <summary>The files of the project; without a goshi.yaml there is nothing to analyze.</summary>
    public static GoshiFiles Files(AnalyzerOptions options) => GoshiFiles.Choose(
        options.AdditionalFiles
            .Select(file => GoshiFile.Recognise(file, options.AnalyzerConfigOptionsProvider))
            .Where(static file => file.Kind != GoshiFileKind.Other)
            .ToImmutableArray());

    /// <summary>Reads the facts, or takes those that were read from the same texts.</summary>
    /// <param name="files">The files of the project.</param>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static CodeModels Read(GoshiFiles files, CancellationToken cancellationToken)
    {
        var file = files.Config[0];
        var text = file.Read(cancellationToken);
        var kept = Kept.GetOrCreateValue(text);
        var last = kept.Last;
        var document = last is not null && last.Document.Path == file.Path
            ? last.Document
            : ConfigReader.Read(file.Path, text, cancellationToken);
        var prices = PricingFile.Choose(files, PricingFile.PathIn(document))
            .Select(table => (table.Path, Text: table.Read(cancellationToken)))
            .ToList();
        if (last is null || last.Document != document || !last.Prices.SequenceEqual(prices.Select(static table => table.Text)))
        {
            last = new(document, prices.Select(static table => table.Text).ToList(), Bind(document, prices, cancellationToken));
            kept.Last = last;
        }

        return last.Models;
    }

    private static CodeModels Bind(ConfigDocument document, IEnumerable<(string Path, SourceText Text)> prices, CancellationToken cancellationToken)
    {
        var table = PriceTable.Empty;
        foreach (var (path, text) in prices)
        {
            table = table.Records.Count == 0
                ? Packaged.GetValue(text, static text => PriceBinder.Bind("", text, CancellationToken.None)).Value
                : PriceBinder.BindOver(table, path, text, cancellationToken).Value;
        }

        var config = ConfigBinder.Bind(document, table, cancellationToken).Value;
        return new CodeModels(config, PriceFiles.Merge(table, config).Records);
    }

    /// <summary>What was last read from one version of a goshi.yaml, with the texts of the tables that it was bound to.</summary>
    private sealed class KeptModels
    {
        private Facts? _last;

        public Facts? Last
        {
            get => Volatile.Read(ref _last);
            set => Volatile.Write(ref _last, value);
        }
    }

    private sealed class Facts(ConfigDocument document, IReadOnlyList<SourceText> prices, CodeModels models)
    {
        public ConfigDocument Document { get; } = document;

        public IReadOnlyList<SourceText> Prices { get; } = prices;

        public CodeModels Models { get; } = models;
    }
}
