using Goshi.PriceChecks.Import;

namespace Goshi.PriceChecks.Tests;

public sealed class PriceImportTests : IDisposable
{
    private const string Table = """
        {
          "version": 1, "as_of": "2026-11-22",
          "sources": [{"name": "page", "what": "a page"}],
          "models": [
            {
              "id": "plain", "provider": "openai", "kind": "chat",
              "prices": [
                {
                  "standard": {"input": "2.5", "cached_input": "1.25", "output": "10"}
                }
              ],
              "sources": ["page"]
            },
            {
              "id": "tiered", "provider": "openai", "kind": "chat",
              "prices": [
                {
                  "standard": {"input": "2", "output": "8"},
                  "batch": {"input": "1", "output": "4"},
                  "long_context": {"above": 199999, "standard": {"input": "4", "output": "12"}}
                }
              ],
              "sources": ["page"]
            },
            {"id": "same", "provider": "x-ai", "kind": "chat", "prices": [{"standard": {"input": "1", "output": "2"}}], "sources": ["page"]}
          ]
        }
        """;

    private const string Genai = """
        [{"id": "openai", "models": [
          {"id": "plain", "prices": [
            {"prices": {"input_mtok": 9, "cache_read_mtok": 9, "output_mtok": 9}},
            {"constraint": {"start_date": "2026-12-01"}, "prices": {"input_mtok": 2, "cache_read_mtok": 1.25, "output_mtok": 8}},
            {"constraint": {"start_date": "2027-01-01"}, "prices": {"input_mtok": 7, "cache_read_mtok": 7, "output_mtok": 7}}]},
          {"id": "tiered", "prices": {"input_mtok": {"base": 1.5, "tiers": [{"start": 200000, "price": 3}]}, "output_mtok": {"base": 6, "tiers": [{"start": 200000, "price": 9}]}}},
          {"id": "unheard-of", "prices": {"input_mtok": 1}}]},
         {"id": "x-ai", "models": [{"id": "same", "prices": {"input_mtok": 1, "output_mtok": 2}}]}]
        """;

    private const string LiteLlm = """
        {
          "sample_spec": {"input_cost_per_token": 0, "litellm_provider": "one of"},
          "plain": {"litellm_provider": "openai", "input_cost_per_token": 2.4999999999999998e-06, "cache_read_input_token_cost": 1.25e-06, "output_cost_per_token": 1e-05, "max_tokens": 1},
          "tiered": {
            "litellm_provider": "openai", "input_cost_per_token": 1.5e-06, "output_cost_per_token": 6e-06,
            "input_cost_per_token_batches": 7.5e-07, "output_cost_per_token_batches": 3e-06,
            "input_cost_per_token_above_200k_tokens": 3e-06, "output_cost_per_token_above_200k_tokens": 9e-06},
          "xai/same": {"litellm_provider": "xai", "input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06}
        }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("goshi-prices-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_difference_is_shown_and_nothing_is_written()
    {
        var (code, output, _) = Run(Genai);

        Assert.Equal(0, code);
        Assert.Equal(
            """
            3 models of the table are in the file; 1 differ.
            model         rate             old  new  percent
            openai/plain  standard.input   2.5    2  -20.0
            openai/plain  standard.output   10    8  -20.0
            openai/tiered differs and is left to be done by hand: the file does not say batch.input, batch.output
            Nothing was written; pass --write to add the new prices.

            """,
            output);
        Assert.Equal(Table, Written());
    }

    [Fact]
    public void New_prices_are_added_behind_the_old_ones_with_their_source()
    {
        Assert.Equal(0, Run(Genai, "--write").Code);

        Assert.Equal(
            Table
                .Replace("\"as_of\": \"2026-11-22\"", "\"as_of\": \"2026-12-01\"", StringComparison.Ordinal)
                .Replace(
                    "{\"name\": \"page\", \"what\": \"a page\"}",
                    "{\"name\": \"page\", \"what\": \"a page\"},\n    {\"name\": \"genai\", \"what\": \"imported price file genai\", \"date\": \"2026-12-01\"}",
                    StringComparison.Ordinal)
                .Replace(
                    "\"output\": \"10\"}\n        }\n      ],\n      \"sources\": [\"page\"]",
                    "\"output\": \"10\"}\n        },\n        {\n          \"from\": \"2026-12-01\",\n          \"standard\": {\"input\": \"2\", \"cached_input\": \"1.25\", \"output\": \"8\"}\n        }\n      ],\n      \"sources\": [\"genai\"]",
                    StringComparison.Ordinal),
            Written());
        Assert.Empty(PriceTableCheck.Run(Written()).Problems);
    }

    [Fact]
    public void A_second_import_finds_nothing_and_one_for_the_same_day_corrects_it()
    {
        Run(Genai, "--write");
        var once = Written();
        Run(Genai, "--write");
        Assert.Equal(once, Written());

        Run(Genai.Replace("\"output_mtok\": 8", "\"output_mtok\": 7.5", StringComparison.Ordinal), "--write");
        Assert.Equal(once.Replace("\"output\": \"8\"}\n        }\n      ],\n      \"sources\": [\"genai\"]", "\"output\": \"7.5\"}\n        }\n      ],\n      \"sources\": [\"genai\"]", StringComparison.Ordinal), Written());
    }

    [Fact]
    public void LiteLLMs_tiers_and_long_context_are_read_to_the_digit()
    {
        var (code, output, _) = Run(LiteLlm, "--write");

        Assert.Equal(0, code);
        Assert.DoesNotContain("openai/plain", output, StringComparison.Ordinal);
        Assert.Contains(
            """
            "from": "2026-12-01",
                      "standard": {"input": "1.5", "output": "6"},
                      "batch": {"input": "0.75", "output": "3"},
                      "long_context": {
                        "above": 199999,
                        "standard": {"input": "3", "output": "9"}
                      }
            """,
            Written(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.25")]
    [InlineData("25")]
    [InlineData("0")]
    public void A_suspicious_jump_is_refused_without_the_flag(string input)
    {
        var jump = Genai.Replace("\"input_mtok\": 2,", $"\"input_mtok\": {input},", StringComparison.Ordinal)
            .Replace("\"cache_read_mtok\": 1.25", "\"cache_read_mtok\": 0", StringComparison.Ordinal);

        var refused = Run(jump, "--write");
        Assert.Equal(1, refused.Code);
        Assert.Contains("suspicious", refused.Output, StringComparison.Ordinal);
        Assert.Contains("--allow-jumps", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(Table, Written());

        Assert.Equal(0, Run(jump, "--write", "--allow-jumps").Code);
        Assert.Contains($"\"input\": \"{input}\"", Written(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"prices\": [\n        {\n          \"standard\": {\"input\": \"2.5\"", "\"prices\": [\n        {\n          \"highest_of_day\": true, \"standard\": {\"input\": \"2.5\"", "its price changes with the time of day")]
    [InlineData("{\n          \"standard\": {\"input\": \"2.5\"", "{\n          \"from\": \"2027-01-01\", \"standard\": {\"input\": \"2.5\"", "its last price begins later, on 2027-01-01")]
    public void What_cannot_be_taken_over_is_left_to_be_done_by_hand(string here, string there, string reason)
    {
        Assert.Contains(here, Table, StringComparison.Ordinal);

        var report = PriceImport.Run(Table.Replace(here, there, StringComparison.Ordinal), PriceFile.Read(Genai, "2026-12-01"), "genai", "2026-12-01");

        Assert.Contains(("openai/plain", reason), report.ByHand);
        Assert.Empty(report.Changes);
    }

    [Fact]
    public void A_zero_for_what_a_model_does_not_do_is_no_difference()
    {
        var (code, output, _) = Run(LiteLlm.Replace("\"max_tokens\": 1", "\"output_cost_per_audio_token\": 0.0", StringComparison.Ordinal), "--write");

        Assert.Equal(0, code);
        Assert.DoesNotContain("openai/plain", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_context_that_lacks_a_rate_is_left_to_be_done_by_hand()
    {
        var (code, output, _) = Run(
            LiteLlm.Replace("\"max_tokens\": 1", "\"input_cost_per_token_above_200k_tokens\": 5e-06, \"output_cost_per_token_above_200k_tokens\": 1.5e-05", StringComparison.Ordinal),
            "--write");

        Assert.Equal(0, code);
        Assert.Contains("openai/plain differs and is left to be done by hand: the file does not say long_context.standard.cached_input", output, StringComparison.Ordinal);
        Assert.Contains("openai/tiered", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("{")]
    [InlineData("[1]")]
    public void What_is_no_price_file_is_refused(string text) => Assert.Equal(1, Run(text, "--write").Code);

    [Theory]
    [InlineData("--from", "yesterday")]
    [InlineData("--source", "a name with blanks")]
    [InlineData("--unheard-of")]
    public void A_wrong_call_says_how_to_call(params string[] wrong)
    {
        var (code, _, errors) = Run(Genai, wrong);

        Assert.Equal(2, code);
        Assert.StartsWith("Usage: ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_packaged_table_takes_an_import()
    {
        var table = File.ReadAllText(PackagedTable.Find(AppContext.BaseDirectory)!);
        var model = new ImportedModel("openai", "gpt-4o-2024-05-13", new(StringComparer.Ordinal) { ["standard.input"] = 4m, ["standard.output"] = 12m, ["batch.input"] = 2m, ["batch.output"] = 6m, ["priority.input"] = 8m, ["priority.output"] = 24m });

        var report = PriceImport.Run(table, [model], "import", "2026-12-01");

        Assert.NotEmpty(report.Changes);
        Assert.Empty(PriceTableCheck.Run(report.Text).Problems);
    }

    private (int Code, string Output, string Errors) Run(string file, params string[] more)
    {
        var (tablePath, filePath) = (Path.Combine(_folder, "models.json"), Path.Combine(_folder, "prices.json"));
        if (!File.Exists(tablePath))
        {
            File.WriteAllText(tablePath, Table);
        }

        File.WriteAllText(filePath, file);
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        var code = ImportCommand.Run([filePath, "--source", "genai", "--from", "2026-12-01", "--table", tablePath, .. more], output, errors);
        return (code, output.ToString(), errors.ToString());
    }

    private string Written() => File.ReadAllText(Path.Combine(_folder, "models.json"));
}
