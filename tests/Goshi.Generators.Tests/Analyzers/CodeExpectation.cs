using Goshi.Generators.Analyzers;
using Goshi.Generators.Tests.Incremental;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Goshi.Generators.Tests.Analyzers;

/// <summary>
/// C# code in a test: each expected squiggle is marked <c>[|so|]</c>, and anything reported that is not expected, elsewhere
/// or in other words fails. The code must compile; statements stand in a method that has what they need.
/// </summary>
internal static class CodeExpectation
{
    public const string Yaml = """
        llm:
          provider: openai
          model: gpt-5.4-mini
          providers:
            groq: { api: openai, base_url: 'https://api.groq.com/openai/v1', model: llama-70b }
          profiles:
            strong: { model: gpt-in-the-file }
        """;

    private static readonly string Prices = $$"""
        {
          "version": 1,
          "as_of": "2026-11-22",
          "models": [
            {{Model("gpt-5.4-mini", reasoning: true, temperature: "only_without_reasoning")}},
            {{Model("gpt-4o", aliases: "\"gpt-4o-2024-08-06\"")}},
            {{Model("gpt-blind", tools: false, vision: false, schema: false)}},
            {{Model("o3", reasoning: true, temperature: "rejected")}},
            {{Model("embed-small").Replace("\"kind\": \"chat\"", "\"kind\": \"embedding\"", StringComparison.Ordinal)}},
            {"id": "gpt-silent", "provider": "openai", "kind": "chat", "prices": []},
            {{Model("llama-70b", provider: "groq")}},
            {{Model("llama-8b", provider: "groq")}}
          ]
        }
        """;

    public static void Clean(string code, string? yaml = Yaml) => Expect("", code, null, yaml);

    /// <summary>A library that uses the abstractions, as each chat client's does.</summary>
    public static MetadataReference Library(string name) => Consumer
        .Compilation("public interface IUse { Microsoft.Extensions.AI.IChatClient Client { get; } }").WithAssemblyName(name).ToMetadataReference();

    public static void Expect(string id, string code, string? message, string? yaml = Yaml, params MetadataReference[] references)
    {
        var start = code.IndexOf("[|", StringComparison.Ordinal);
        var end = code.IndexOf("|]", StringComparison.Ordinal) - 2;
        Assert.Equal(message is null, start < 0);
        var expected = message is null ? Array.Empty<string>() : [$"{id} '{code[(start + 2)..(end + 2)]}': {message}"];

        Assert.Equal(expected, Run(start < 0 ? code : code.Remove(start, 2).Remove(end, 2), yaml, references));
    }

    /// <summary>What is reported for some statements, each as its id, the squiggle and the message.</summary>
    public static string[] Run(string code, string? yaml, params MetadataReference[] references)
    {
        var source = $$"""
            using System;
            using System.Collections.Generic;
            using System.Threading.Tasks;
            using Goshi;
            using Goshi.Configuration;
            using Goshi.Wire;
            using Microsoft.Extensions.AI;

            public sealed class ApiKeyCredential(string key)
            {
                public string Key => key;
                public static implicit operator ApiKeyCredential(string key) => new(key);
            }
            public sealed class SomeClient
            {
                public SomeClient(ApiKeyCredential credential) => Console.WriteLine(credential);
                public SomeClient(Uri at, string apiKey) => Console.WriteLine(at + apiKey);
                public string? ApiKey { get; set; }
            }
            public sealed class OtherClient : IChatClient
            {
                public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, System.Threading.CancellationToken token = default) => Task.FromResult(new ChatResponse());
                public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, System.Threading.CancellationToken token = default) => throw new NotSupportedException();
                public object? GetService(Type type, object? key = null) => null;
                public void Dispose() { }
            }
            public static class GoshiCosts
            {
                public static bool TryGetPrice(string modelId) => modelId.Length > 3;
            }
            internal static class Program
            {
                public static async Task Run(IChatClient chat, OpenAIProviderOptions provider, AITool tool, float number, string text, List<AITool> tools, byte[] bytes)
                {
                    await Task.Yield();
                    {{code}}
                }
            }
            """;
        var compilation = Consumer.Compilation(source).AddReferences(references);
        compilation = compilation.WithOptions(compilation.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default));
        Assert.Empty(compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
        var files = new List<AdditionalText> { new Driver.File("/package/models.json", Prices) };
        if (yaml is not null)
        {
            files.Add(new Driver.File("/app/goshi.yaml", yaml));
        }

        return [.. compilation
            .WithAnalyzers([new CodeAnalyzer()], new AnalyzerOptions([.. files], new Driver.Options([])))
            .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult()
            .OrderBy(static d => d.Location.SourceSpan.Start)
            .Select(d => $"{d.Id} '{source.Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length)}': {d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")];
    }

    private static string Model(
        string id, string provider = "openai", string aliases = "", bool tools = true, bool vision = true, bool schema = true, bool reasoning = false,
        string temperature = "accepted") => $$$"""
        {
          "id": "{{{id}}}", "name": "{{{(provider == "groq" ? "Groq" : "M") + id.Replace('-', '_').Replace('.', '_')}}}", "provider": "{{{provider}}}", "kind": "chat", "status": "active", "aliases": [{{{aliases}}}],
          "endpoints": ["chat_completions"], "max_output_tokens": 16384,
          "capabilities": {"tools": {{{Json(tools)}}}, "vision": {{{Json(vision)}}}, "structured_outputs": {{{Json(schema)}}}, "reasoning": {{{Json(reasoning)}}}, "temperature": "{{{temperature}}}"},
          "prices": [{"standard": {"input": "1", "output": "2"}}]
        }
        """;

    private static string Json(bool value) => value ? "true" : "false";
}
