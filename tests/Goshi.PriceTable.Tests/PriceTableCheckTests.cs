namespace Goshi.PriceChecks.Tests;

public class PriceTableCheckTests
{
    private const string Good = """
        {
          "version": 1, "as_of": "2026-11-22",
          "sources": [{"name": "page", "what": "a page"}],
          "models": [
            {
              "id": "m", "provider": "acme", "kind": "chat", "status": "retired",
              "context_window": 1000, "max_output_tokens": 100, "regional_multiplier": "1.1",
              "retirement": {"date": "2026-11-22", "announced": "2026-01-01", "source": "page"},
              "prices": [{
                "standard": {"input": "1", "cached_input": "0.1", "cache_write": "1.25", "output": "2"},
                "batch": {"input": "0.5", "cache_write": "0.625", "output": "1"},
                "long_context": {
                  "above": 500,
                  "standard": {"input": "2", "cached_input": "0.2", "cache_write": "2.5", "output": "3"}
                }
              }],
              "sources": ["page"]
            }
          ]
        }
        """;

    [Fact]
    public void The_packaged_table_passes()
    {
        var report = PriceTableCheck.Run(File.ReadAllText(PackagedTable.Find(AppContext.BaseDirectory)!));

        Assert.Empty(report.Problems);
        Assert.Matches("^193 models, [0-9]+ ids, [0-9]+ dated prices of 7 providers as of 2026-11-22$", report.Summary);
    }

    [Fact]
    public void A_good_table_passes() => Assert.Empty(PriceTableCheck.Run(Good).Problems);

    [Theory]
    [InlineData("\"sources\": [\"page\"]", "\"sources\": [\"pge\"]", 17, "The source 'pge' is not in the table's list of sources")]
    [InlineData("\"sources\": [\"page\"]", "\"sources\": []", 6, "The model 'm' names no source")]
    [InlineData("\"what\": \"a page\"", "\"date\": \"2026-01-01\"", 3, "The source 'page' needs 'what': where it is found")]
    [InlineData("\"a page\"}]", "\"a page\"}, {\"name\": \"page\", \"what\": \"x\"}]", 3, "The source 'page' is described twice")]
    [InlineData("\"max_output_tokens\": 100", "\"max_output_tokens\": 1001", 7, "'max_output_tokens' of 'm' is more than its context window of 1000")]
    [InlineData(", \"source\": \"page\"", "", 8, "The retirement of 'm' names no source")]
    [InlineData("2026-01-01", "2026-12-01", 8, "'announced' comes after the retirement of 'm' on 2026-11-22")]
    [InlineData("\"date\": \"2026-11-22\"", "\"date\": \"2026-11-23\"", 8, "'m' is 'retired', but its retirement on 2026-11-23 is to come as of 2026-11-22")]
    [InlineData("\"retired\"", "\"active\"", 8, "'m' is 'active', but its retirement on 2026-11-22 is past as of 2026-11-22")]
    [InlineData("\"cache_write\": \"0.625\", ", "", 11, "The tier 'batch' lacks 'cache_write', which 'standard' has")]
    [InlineData("\"0.5\"", "0.5", 11, "Write 'input' in quotes: other readers of this file turn numbers into doubles")]
    [InlineData("\"0.5\"", "\"0.500001\"", 11, "'input' times the regional multiplier 1.1 has more than six decimals")]
    [InlineData("\"0.1\"", "\"1.5\"", 10, "'cached_input' costs more than the same tokens uncached", "'cached_input' of 'standard' costs less in long context than without")]
    [InlineData("\"cached_input\": \"0.2\", ", "", 14, "The long-context rates of 'standard' lack 'cached_input', which the normal ones have")]
    [InlineData("\"output\": \"3\"", "\"output\": \"1\"", 14, "'output' of 'standard' costs less in long context than without")]
    [InlineData("\"kind\": \"chat\"", "\"kind\": \"cat\"", 6, "GOSHI403: 'cat' is not one of chat, embedding, completion")]
    [InlineData("\"version\": 1,", "\"version\": 1", 2, "GOSHI400: The price table is not valid JSON: Expected ',' or '}' but found '\"'")]
    public void A_mistake_is_reported_at_its_line(string good, string bad, int line, params string[] messages)
    {
        Assert.Contains(good, Good, StringComparison.Ordinal);

        var report = PriceTableCheck.Run(Good.Replace(good, bad, StringComparison.Ordinal));

        Assert.Equal(messages, report.Problems.Select(problem => problem.Message));
        Assert.Equal(line, report.Problems[0].Line);
    }

    [Fact]
    public void A_table_that_is_too_long_to_be_read_on_every_build_is_reported() => Assert.Equal(
        "The table has 150001 characters; keep it below 150000",
        Assert.Single(PriceTableCheck.Run(Good.PadRight(PriceTableCheck.MaxLength + 1)).Problems).Message);
}
