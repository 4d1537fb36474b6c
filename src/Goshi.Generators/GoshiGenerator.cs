using Goshi.Generators.Binding;
using Goshi.Generators.Emit;
using Goshi.Generators.Model;
using Goshi.Generators.Text;
using Microsoft.CodeAnalysis;

namespace Goshi.Generators;

/// <summary>
/// Turns a project's goshi.yaml and price table into typed options, exact cost calculators, typed HTTP interfaces and an
/// injectable IGoshiChat, and reports every mistake at its place in the file.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class GoshiGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        // Find the files and the project's wishes. Without a goshi.yaml all that follows has nothing to do.
        var files = context.FindFiles();
        var configs = files.SelectMany(static (found, _) => found.Config).WithTrackingName(TrackingNames.FindConfig);
        var project = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => EmitContextReader.Read(options.GlobalOptions))
            .WithTrackingName(TrackingNames.Context);
        var checkDate = context.AnalyzerConfigOptionsProvider
            .Select(static (options, _) => EmitContextReader.ReadCheckDate(options.GlobalOptions))
            .WithTrackingName(TrackingNames.CheckDate);
        var refit = context.CompilationProvider.Select(static (compilation, _) => RefitReader.Read(compilation))
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (x, _) => RefitReader.IsWanted(x.Right.GlobalOptions) ? x.Left : RefitSupport.Absent)
            .WithTrackingName(TrackingNames.Refit);

        // Read.
        var documents = configs
            .Select(static (file, ct) => ConfigReader.Read(file.Path, file.Read(ct), ct))
            .WithTrackingName(TrackingNames.ReadConfig);

        var priceFiles = documents.Select(static (document, _) => PricingFile.PathIn(document))
            .Combine(files)
            .Select(static (x, _) => PricingFile.Choose(x.Right, x.Left))
            .WithTrackingName(TrackingNames.FindPrices);

        // Bind. From here on the values and the findings go separate ways: a moved line changes the findings alone.
        var prices = priceFiles
            .Select(static (tables, ct) => PriceFiles.Bind(tables, ct))
            .WithTrackingName(TrackingNames.BindPrices)
            .Single(PriceFiles.None);
        var bound = documents.With(prices).Combine(checkDate)
            .Select(static (x, ct) => ConfigBinder.Bind(x.Left.Left, x.Left.Right.Value, x.Right, ct))
            .WithTrackingName(TrackingNames.BindConfig);
        var config = bound.Select(static (x, _) => x.Value).WithTrackingName(TrackingNames.Config);
        var input = config.With(project);

        // Report.
        var facts = input.Select(static (x, _) => EmittedNames.Of(x.Left, x.Right))
            .Combine(context.CompilationProvider)
            .Select(static (x, ct) => ProjectFactsReader.Read(x.Left, x.Right, ct))
            .WithTrackingName(TrackingNames.ProjectFacts);
        context.ReportDiagnostics(bound.Select(static (x, _) => x.Diagnostics));
        context.ReportDiagnostics(configs.Combine(prices).Select(static (x, _) => x.Right.Diagnostics));
        context.ReportDiagnostics(configs.Combine(files).Select(static (x, _) => x.Right.Diagnostics()));
        context.ReportDiagnostics(documents.Combine(files).Select(static (x, _) => PricingFile.Findings(x.Left, x.Right)));
        context.ReportDiagnostics(facts.Combine(files).Select(static (x, _) => ProjectFindings.Of(x.Left, x.Right)));
        context.ReportDiagnostics(configs.Combine(refit).Select(static (x, _) => ProjectFindings.Of(x.Right, x.Left)));

        // Emit.
        var isElsewhere = facts.Select(static (x, _) => x.AreEmittedElsewhere).Single(none: false);
        var output = input.Unless(isElsewhere);
        var table = config.Unless(isElsewhere).Combine(prices)
            .Select(static (x, _) => PriceFiles.Merge(x.Right.Value, x.Left))
            .With(project);
        context.EmitSource("GoshiOptions.g.cs", output.Select(static (x, _) => OptionsSlice.Of(x.Left, x.Right)), OptionsEmitter.Emit, TrackingNames.Options);
        context.EmitSource("GoshiModels.g.cs", table.Select(static (x, _) => ModelsSlice.Of(x.Left, x.Right)), ModelsEmitter.Emit, TrackingNames.Models);
        context.EmitSource("GoshiCosts.g.cs", table.Select(static (x, _) => CostsSlice.Of(x.Left, x.Right)), CostsEmitter.Emit, TrackingNames.Costs);
        context.EmitSources(output.With(refit).SelectMany(static (x, _) => ApiSlice.Of(x.Left.Left, x.Left.Right, x.Right)), static slice => slice.HintName, ApiEmitter.Emit, TrackingNames.Apis);
        context.EmitSource("GoshiChat.g.cs", output.Select(static (x, _) => ChatSlice.Of(x.Left, x.Right)), ChatEmitter.Emit, TrackingNames.Chat);
    }
}
