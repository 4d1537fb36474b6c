using System;
using System.Collections.Generic;
using System.Linq;
using Goshi.Generators.Model;

namespace Goshi.Generators.Emit;

/// <summary>Emits GoshiModels: what the price table knows about each model, but for its prices.</summary>
internal static class ModelsEmitter
{
    /// <summary>Emits the file.</summary>
    public static string Emit(ModelsSlice slice) => SourceWriter.WriteFile($$"""
        {{CSharp.FileHeader}}

        namespace {{slice.Context.Namespace}};

        /// <summary>The models of the price table, as of {{CSharp.Doc(slice.AsOf)}}: limits in tokens, capabilities, retirement dates.</summary>
        /// <remarks>A member that is absent is a fact that the table does not state.</remarks>
        {{CSharp.GeneratedCode}}
        {{CSharp.Access(slice.Context.IsPublic)}} static class GoshiModels
        {
            /// <summary>The whole table: the packaged one with what <c>llm.pricing</c> of goshi.yaml adds.</summary>
            public static global::Goshi.ModelTable Table { get; } = new({{CSharp.Date(slice.AsOf)}}, Find)
            {
                Providers = {{CSharp.Literals(slice.Models.Select(static model => model.Record.Provider).Distinct().OrderBy(static name => name, StringComparer.Ordinal))}},
            };

            /// <summary>The record of a model, by its exact id, an alias, a dated snapshot or the prefix of a fine-tuned model.</summary>
            /// <param name="id">The id as a provider writes it.</param>
            /// <returns>Null: the table does not know the id.</returns>
            /// <exception cref="global::System.ArgumentNullException">The id is null.</exception>
            public static global::Goshi.ModelInfo? Find(string id) => FindExact(id ?? throw new global::System.ArgumentNullException(nameof(id))) ?? FindPrefix(id);

            private static global::Goshi.ModelInfo? FindExact(string id) => id.Length switch
            {
                {{IdSwitch.Exact(Results(slice, static record => [record.Id, .. record.Aliases]))}}
                _ => null,
            };

            private static global::Goshi.ModelInfo? FindPrefix(string id) => id switch
            {
                {{IdSwitch.Prefixes(Results(slice, static record => record.Prefixes))}}
                _ => null,
            };

            {{slice.Models.Select(Model)}}
        }
        """);

    // The first record of an id wins, as the binder reports.
    private static Dictionary<string, string> Results(ModelsSlice slice, Func<PriceRecord, IEnumerable<string>> ids) => (
        from model in slice.Models
        from id in ids(model.Record)
        group model by id)
        .ToDictionary(static models => models.Key, static models => $"{ClassName(models.First())}.Info", StringComparer.Ordinal);

    private static string Model(ModelSlice model) => SourceWriter.Write($$"""
        /// <summary>Model <c>{{CSharp.Doc(model.Record.Id)}}</c> of {{CSharp.Doc(model.Record.Provider)}}.</summary>
        {{CSharp.GeneratedCode}}
        public static class {{ClassName(model)}}
        {
            /// <summary>The model's id, <c>{{CSharp.Doc(model.Record.Id)}}</c>.</summary>
            public const string Id = {{CSharp.Literal(model.Record.Id)}};

            {{Facts(model.Record)}}

            /// <summary>The whole record, made when it is first asked for.</summary>
            public static global::Goshi.ModelInfo Info { get; } = new()
            {
                Id = Id,
                {{InfoAssignments(model)}}
            };
        }
        """);

    private static IEnumerable<string> Facts(PriceRecord record) =>
    [
        Limit("ContextWindow", record.ContextWindow, "Prompt and completion together, in tokens."),
        Limit("MaxInputTokens", record.MaxInputTokens, "The most prompt tokens."),
        Limit("MaxOutputTokens", record.MaxOutputTokens, "The most completion tokens, reasoning tokens included."),
        Capability("Tools", record.Tools, "Whether it calls tools."),
        Capability("Vision", record.Vision, "Whether it takes images."),
        Capability("StructuredOutputs", record.StructuredOutputs, "Whether it keeps to a JSON schema."),
        Capability("Reasoning", record.Reasoning, "Whether it reasons before it answers."),
        Capability("Streaming", record.Streaming, "Whether it streams its answer."),
        Retirement(record),
    ];

    private static string Limit(string name, int? tokens, string summary) => tokens is not { } limit ? "" : SourceWriter.Write($$"""
        /// <summary>{{CSharp.Doc(summary)}}</summary>
        public const int {{name}} = {{CSharp.Number(limit)}};
        """);

    // Not a constant: an `if` on one would warn of unreachable code.
    private static string Capability(string name, bool? value, string summary) => value is not { } known ? "" : SourceWriter.Write($$"""
        /// <summary>{{CSharp.Doc(summary)}}</summary>
        public static bool {{name}} => {{CSharp.Boolean(known)}};
        """);

    private static string Retirement(PriceRecord record) => record.RetirementDate is not { } date ? "" : SourceWriter.Write($$"""
        /// <summary>The day on which the provider stops serving it{{Source(record.RetirementSource)}}.</summary>
        public static global::System.DateOnly RetirementDate => {{CSharp.Date(date)}};
        """);

    private static string Source(string? source) => source is null ? "" : $"; source: {CSharp.Doc(source)}";

    private static string InfoAssignments(ModelSlice model)
    {
        var record = model.Record;
        return Lines(
        [
            $"Provider = {CSharp.Literal(record.Provider)},",
            $"Kind = {CSharp.Literal(record.Kind)},",
            record.ContextWindow is null ? "" : "ContextWindow = ContextWindow,",
            record.MaxInputTokens is null ? "" : "MaxInputTokens = MaxInputTokens,",
            record.MaxOutputTokens is null ? "" : "MaxOutputTokens = MaxOutputTokens,",
            record.Tools is null ? "" : "Tools = Tools,",
            record.Vision is null ? "" : "Vision = Vision,",
            record.StructuredOutputs is null ? "" : "StructuredOutputs = StructuredOutputs,",
            record.Reasoning is null ? "" : "Reasoning = Reasoning,",
            record.Streaming is null ? "" : "Streaming = Streaming,",
            $"Temperature = global::Goshi.TemperatureSupport.{Temperature(record.Temperature)},",
            record.ChatCompletions is not { } chat ? "" : $"ChatCompletions = {CSharp.Boolean(chat)},",
            record.ReasoningEfforts.Count == 0 ? "" : $"ReasoningEfforts = {CSharp.Literals(record.ReasoningEfforts)},",
            record.RetirementDate is null ? "" : "RetirementDate = RetirementDate,",
            record.RegionalMultiplier == 1 ? "" : $"RegionalMultiplier = {CSharp.Number(record.RegionalMultiplier)},",
            model.IsPriced ? $"Prices = GoshiCosts.{ClassName(model)}.Prices," : "",
        ]);
    }

    private static string Temperature(string support) => support switch
    {
        "accepted" => "Accepted",
        "rejected" => "Rejected",
        "only_without_reasoning" => "OnlyWithoutReasoning",
        _ => "Unknown",
    };

    private static string ClassName(ModelSlice model) => CSharp.Identifier(CSharpName.Of(model.Record));

    private static string Lines(IEnumerable<string> lines) => string.Join("\n", lines.Where(static line => line.Length > 0));
}
