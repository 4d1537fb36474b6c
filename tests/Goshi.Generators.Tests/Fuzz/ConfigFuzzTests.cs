using Goshi.Generators.Text;
using Goshi.Generators.Tests.Binding;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Tests.Fuzz;

public sealed class ConfigFuzzTests
{
    private static readonly string[] Fragments =
    [
        "llm:", "  ", "\n", "\r\n", "\t", ": ", "- ", "[", "]", "{", "}", "&a ", "*a", "<<: *a", "!!str ", "? ", "---\n", "...\n", "%YAML 1.2\n", "|\n", ">-\n",
        "'", "\"", "\\", "#", "~", "null", "\0", "\uFEFF", "\u2028", "\u0085", "🙂", "\ud83d", "openai", "ollama", "auto", "gpt-5.4-mini", "profiles:", "providers:", "model", "fallback",
        "0", "-1", "1e999", "99999999999999999999", "NaN", "none", "1.5h", ".5", "0x10", "1_000", "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789", "@", "`", "%", ",", "http://[::1", "https://u:p@h/",
    ];

    private static readonly string Seed = """
        llm:
          provider: openai
          model: gpt-5.4-mini
          temperature: 0.7
          max_tokens: 1024
          fallback: [ollama, groq/llama-70b]
          needs: [tools, json_schema]
          max_cost_per_session: 1.00
          system_prompt: |
            You are helpful.
            Be brief.
          openai:
            api_key_env: OPENAI_API_KEY
            max_retries: 3
            streaming_timeout: none
          ollama: {keep_alive: 5m, num_ctx: 8192}
          local:
            url: http://localhost
            port: 11434
          providers:
            groq:
              api: openai
              base_url: https://api.groq.com/openai/v1
          profiles:
            fast: {model: gpt-4o, fallback: []}
          pricing:
            models:
              my-model:
                provider: groq
                kind: chat
                prices: [{standard: {input: "1", output: "2"}}]
        safety:
          dry_run_by_default: true
        """.ReplaceLineEndings("\n");

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void No_mutation_throws_and_every_diagnostic_lies_inside_the_file(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < Mutations.PerSeed; i++)
        {
            var text = Mutate(random);
            try
            {
                var bound = ConfigExpectation.Bind(text);
                Assert.All(bound.Diagnostics, d => Assert.InRange(d.Span.End, d.Span.Start, text.Length));
                Assert.All(bound.Diagnostics, d => Assert.DoesNotContain("abcdefghijklmnopqrstuvwxyz0123456789", ConfigExpectation.Message(d), StringComparison.Ordinal));
                Assert.All(bound.Diagnostics, d => Assert.DoesNotContain('\n', ConfigExpectation.Message(d)));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Seed {seed}, mutation {i}:\n{text}", exception);
            }
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void The_span_of_every_plain_text_holds_that_text(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 5_000; i++)
        {
            var text = Mutate(random);
            var document = ConfigReader.Read("goshi.yaml", SourceText.From(text), CancellationToken.None);
            if (document.Diagnostics.Count == 0 && document.Llm is { } llm)
            {
                Walk(llm.Value, scalar => Assert.True(
                    !scalar.IsPlain || scalar.Text.AsSpan().IndexOfAny(" \n") >= 0 || text.Substring(scalar.Span.Start, scalar.Span.Length) == scalar.Text,
                    $"Seed {seed}, mutation {i}: {scalar.Text} at {scalar.Span}\n{text}"));
            }
        }
    }

    private static void Walk(ConfigNode node, Action<ConfigScalar> visit)
    {
        switch (node)
        {
            case ConfigScalar scalar:
                visit(scalar);
                break;
            case ConfigList list:
                list.Items.ForEach(item => Walk(item, visit));
                break;
            case ConfigSection section:
                foreach (var entry in section.Entries)
                {
                    visit(entry.Key);
                    Walk(entry.Value, visit);
                }

                break;
        }
    }

    private static string Mutate(Random random)
    {
        var text = Mutation.Of(Seed, Fragments, random);
        return random.Next(4) == 0 ? text.Replace("\n", "\r\n", StringComparison.Ordinal) : text;
    }
}
