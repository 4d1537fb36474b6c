using System;
using System.Text;
using Goshi.Generators.Diagnostics;
using Goshi.Generators.Model;
using Goshi.Generators.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators;

/// <summary>The ends of the pipeline: where files come in, and where diagnostics and sources go out.</summary>
internal static class PipelineExtensions
{
    /// <summary>Finds the files that the project is generated from.</summary>
    public static IncrementalValueProvider<GoshiFiles> FindFiles(this IncrementalGeneratorInitializationContext context) =>
        context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (x, _) => GoshiFile.Recognise(x.Left, x.Right))
            .Where(static file => file.Kind != GoshiFileKind.Other)
            .Collect()
            .Select(static (files, _) => GoshiFiles.Choose(files));

    /// <summary>The one value of a pipeline that has at most one, so that others can be combined with it.</summary>
    public static IncrementalValueProvider<T> Single<T>(this IncrementalValuesProvider<T> values, T none) =>
        values.Collect().Select((all, _) => all.IsEmpty ? none : all[0]);

    /// <summary>The values, or none of them.</summary>
    public static IncrementalValuesProvider<T> Unless<T>(this IncrementalValuesProvider<T> values, IncrementalValueProvider<bool> condition) =>
        values.Combine(condition).Where(static x => !x.Right).Select(static (x, _) => x.Left);

    /// <summary>Puts a value beside each, as a class where Combine has a struct: see <see cref="EquatableArray{T}"/>.</summary>
    public static IncrementalValuesProvider<Pair<TLeft, TRight>> With<TLeft, TRight>(
        this IncrementalValuesProvider<TLeft> left, IncrementalValueProvider<TRight> right)
        where TLeft : class
        where TRight : class =>
        left.Combine(right).Select(static (x, _) => new Pair<TLeft, TRight>(x.Left, x.Right));

    /// <summary>Reports what was found.</summary>
    public static void ReportDiagnostics(
        this IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<EquatableArray<DiagnosticInfo>> findings) =>
        context.RegisterSourceOutput(findings.WithTrackingName(TrackingNames.Diagnostics), static (output, found) =>
        {
            foreach (var finding in found)
            {
                output.ReportDiagnostic(finding.ToDiagnostic());
            }
        });

    /// <summary>Emits one file from a slice of the model.</summary>
    public static void EmitSource<T>(
        this IncrementalGeneratorInitializationContext context,
        string hintName,
        IncrementalValuesProvider<T> slices,
        Func<T, string> emit,
        string trackingName) =>
        context.EmitSources(slices, _ => hintName, emit, trackingName);

    /// <summary>Emits a file from each slice.</summary>
    public static void EmitSources<T>(
        this IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<T> slices,
        Func<T, string> hintName,
        Func<T, string> emit,
        string trackingName) =>
        context.RegisterSourceOutput(
            slices.WithTrackingName(trackingName),
            (output, slice) => output.AddSource(hintName(slice), SourceText.From(emit(slice), Encoding.UTF8)));
}
