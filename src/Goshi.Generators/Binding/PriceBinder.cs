using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using Goshi.Generators.Diagnostics;
using Goshi.Generators.Model;
using Goshi.Generators.Text;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Binding;

/// <summary>Binds a price table, strictly: what it does not understand is an error, because it is about money.</summary>
internal static class PriceBinder
{
    /// <summary>The version of the schema that is read.</summary>
    public const int Version = 1;

    private static readonly string[] TableNames = ["$schema", "version", "as_of", "sources", "models"];
    private static readonly string[] SourceNames = ["name", "what", "date", "licence"];

    /// <summary>Binds a table that stands alone: the packaged one.</summary>
    /// <exception cref="System.OperationCanceledException">The build was cancelled.</exception>
    public static Bound<PriceTable> Bind(string path, SourceText text, CancellationToken cancellationToken) =>
        BindOver(PriceTable.Empty, path, text, cancellationToken);

    /// <summary>Binds the project's own table (<c>pricing.file</c>) over the packaged one and gives both as one.</summary>
    /// <remarks>
    /// A model with the provider and id of a packaged one overrides the properties that it writes; any other extends the
    /// table. An id that a packaged record lists as an alias may be taken away from it by a record of the same provider.
    /// </remarks>
    /// <exception cref="System.OperationCanceledException">The build was cancelled.</exception>
    public static Bound<PriceTable> BindOver(
        PriceTable packaged, string path, SourceText text, CancellationToken cancellationToken)
    {
        var findings = new PriceFindings(path, text);
        var table = packaged;
        var document = JsonScanner.Scan(text, cancellationToken);
        if (document.Error is { } error)
        {
            findings.Report(Descriptors.MalformedPriceTable, error.Span, error.Message);
        }
        else if (document.Root is { } root)
        {
            table = BindTable(packaged, root, findings, cancellationToken);
        }

        return new Bound<PriceTable>(table, findings.ToEquatableArray());
    }

    /// <summary>Binds models written in goshi.yaml (<c>pricing.models</c>) over a table, like those of a file.</summary>
    /// <param name="packaged">The table.</param>
    /// <param name="path">The file that holds them.</param>
    /// <param name="text">Its text, to which the positions of the nodes refer.</param>
    /// <param name="models">A list of models.</param>
    /// <param name="cancellationToken">Cancels the build.</param>
    /// <exception cref="System.OperationCanceledException">The build was cancelled.</exception>
    public static Bound<PriceTable> BindModels(
        PriceTable packaged, string path, SourceText text, JsonNode models, CancellationToken cancellationToken)
    {
        var findings = new PriceFindings(path, text);
        if (models.Kind != JsonKind.Array)
        {
            findings.Report(Descriptors.PricePropertyShape, models.Span, "models", "pricing", "a list");
            return new Bound<PriceTable>(packaged, findings.ToEquatableArray());
        }

        var records = BindRecords(packaged, models.Items, findings, cancellationToken);
        return new Bound<PriceTable>(packaged with { Records = records }, findings.ToEquatableArray());
    }

    private static PriceTable BindTable(
        PriceTable packaged, JsonNode root, PriceFindings findings, CancellationToken cancellationToken)
    {
        if (PriceObject.Root(root, TableNames, findings) is not { } table || !IsReadableVersion(table))
        {
            return packaged;
        }

        foreach (var required in new[] { "as_of", "models" })
        {
            if (table.Member(required) is null)
            {
                table.ReportMissing(required);
            }
        }

        table.Text("$schema", static _ => true, "");
        CheckSources(table, findings);
        return new PriceTable(
            Later(packaged.AsOf, table.Date("as_of") is { } date ? PriceSyntax.Date(date) : packaged.AsOf),
            BindRecords(packaged, table.Items("models") ?? [], findings, cancellationToken));
    }

    private static bool IsReadableVersion(PriceObject table)
    {
        if (table.Member("version") is null)
        {
            table.ReportMissing("version");
            return false;
        }

        var version = table.Count("version");
        if (version is { } other && other != Version)
        {
            table.Report(
                Descriptors.PriceTableVersion,
                "version",
                other.ToString(CultureInfo.InvariantCulture),
                Version.ToString(CultureInfo.InvariantCulture));
        }

        return version == Version;
    }

    private static void CheckSources(PriceObject table, PriceFindings findings)
    {
        foreach (var item in table.Items("sources") ?? [])
        {
            var source = PriceObject.Item(item, "sources", "a source", SourceNames, findings);
            if (source is not null && source.Member("name") is null)
            {
                source.ReportMissing("name");
            }

            source?.Text("name", static text => text.Length > 0, "the name of a source");
            source?.Text("what", static _ => true, "");
            source?.Text("licence", static _ => true, "");
            source?.Date("date");
        }
    }

    private static EquatableArray<PriceRecord> BindRecords(
        PriceTable packaged, JsonNode[] items, PriceFindings findings, CancellationToken cancellationToken)
    {
        var written = new List<PriceRecord>(items.Length);
        var nodes = new List<JsonNode>(items.Length);
        foreach (var item in items)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (PriceRecordBinder.Bind(item, packaged, findings) is { } record)
            {
                written.Add(record);
                nodes.Add(item);
            }
        }

        var kept = PriceMerge.Yield(packaged.Records, written);
        var index = new PriceIndex();
        foreach (var record in kept)
        {
            index.Add(record);
        }

        for (var i = 0; i < written.Count; i++)
        {
            if (index.TryAdd(written[i], nodes[i], findings))
            {
                kept.Add(written[i]);
            }
        }

        return kept.ToEquatableArray();
    }

    private static string Later(string left, string right) => string.CompareOrdinal(left, right) >= 0 ? left : right;
}
