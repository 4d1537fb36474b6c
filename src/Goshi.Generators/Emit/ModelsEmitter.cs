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
        /// <remarks>
        /// A class for each model of the price lists that goshi.yaml's providers use; <see cref="Find"/> knows all of the table's.
        /// A member that is absent is a fact that the table does not state.
        /// </remarks>
        {{CSharp.GeneratedCode}}
        {{CSharp.Access(slice.Context.IsPublic)}} static class GoshiModels
        {
            /// <summary>The whole table: the packaged one with what <c>llm.pricing</c> of goshi.yaml adds.</summary>
            public static global::Goshi.ModelTable Table { get; } = global::Goshi.Hosting.PackedModels.Read({{CSharp.Date(slice.AsOf)}}, Facts, GoshiCosts.Prices);

            /// <summary>The record of a model, by its exact id, an alias, a dated snapshot or the prefix of a fine-tuned model.</summary>
            /// <param name="id">The id as a provider writes it.</param>
            /// <returns>Null: the table does not know the id.</returns>
            /// <exception cref="global::System.ArgumentNullException">The id is null.</exception>
            public static global::Goshi.ModelInfo? Find(string id) => Table.Find(id);

            {{slice.Models.Where(static record => record.IsUsed).Select(Model)}}

            // A line for each model, which the runtime reads when the model is first asked for.
            private const string Facts = {{PackedText.Constant(slice.Models.Select(Facts))}};
        }
        """);

    private static string Model(PriceRecord record) => SourceWriter.Write($$"""
        /// <summary>Model <c>{{CSharp.Doc(record.Id)}}</c> of {{CSharp.Doc(record.Provider)}}.</summary>
        public static class {{CSharp.Identifier(CSharpName.Of(record))}}
        {
            /// <summary>The model's id, <c>{{CSharp.Doc(record.Id)}}</c>.</summary>
            public const string Id = {{CSharp.Literal(record.Id)}};

            {{Members(record)}}

            /// <summary>The whole record, made when it is first asked for.</summary>
            public static global::Goshi.ModelInfo Info => Find(Id)!;
        }
        """);

    private static string Facts(PriceRecord record) => PackedText.Line(
        record.Id,
        PackedText.Part("provider", record.Provider),
        PackedText.Part("kind", record.Kind),
        PackedText.Part("context_window", record.ContextWindow),
        PackedText.Part("max_input_tokens", record.MaxInputTokens),
        PackedText.Part("max_output_tokens", record.MaxOutputTokens),
        PackedText.Part("tools", record.Tools),
        PackedText.Part("vision", record.Vision),
        PackedText.Part("structured_outputs", record.StructuredOutputs),
        PackedText.Part("reasoning", record.Reasoning),
        PackedText.Part("streaming", record.Streaming),
        PackedText.Part("temperature", record.Temperature == "unknown" ? null : record.Temperature),
        PackedText.Part("chat_completions", record.ChatCompletions),
        PackedText.Part("reasoning_efforts", record.ReasoningEfforts),
        PackedText.Part("retirement", record.RetirementDate),
        PackedText.Part("regional_multiplier", record.RegionalMultiplier == 1 ? null : CSharp.Invariant(record.RegionalMultiplier)),
        PackedText.Part("aliases", record.Aliases),
        PackedText.Part("prefixes", record.Prefixes));

    private static IEnumerable<string> Members(PriceRecord record) =>
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
}
