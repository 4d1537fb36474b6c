using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Goshi.Configuration;
using Goshi.Configuration.Rules;
using Microsoft.Extensions.Configuration;

namespace Goshi.Runtime.Tests.Configuration;

/// <summary>docs/configuration.md and docs/goshi.schema.json say what the rule table says. GOSHI_UPDATE=1 rewrites them.</summary>
public sealed class ConfigurationReferenceTests
{
    [Fact]
    public void The_documentation_is_what_the_rule_table_says() => Matches("configuration.md", ConfigurationReference.Write());

    [Fact]
    public void The_schema_is_what_the_rule_table_says() => Matches("goshi.schema.json", ConfigurationSchema.Write());

    [Fact]
    public void The_documentation_names_every_key()
    {
        var text = ConfigurationReference.Write();

        Assert.All(KeyRules.All, rule => Assert.Contains($"| `{rule.Name}`", text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_documented_overrides_can_be_applied()
    {
        foreach (var (key, value) in ConfigurationReference.Overrides)
        {
            var configuration = new ConfigurationBuilder()
                .AddInMemoryCollection([KeyValuePair.Create<string, string?>("Goshi:" + key, value)])
                .Build();

            ConfigurationOverrides.Apply(new TestOptions(), configuration.GetSection("Goshi"));
        }
    }

    [Theory]
    [InlineData("30")]
    [InlineData("0.5s")]
    [InlineData("5.")]
    [InlineData(".5m")]
    [InlineData("500 ms")]
    [InlineData(" 1h ")]
    [InlineData("1e2")]
    [InlineData("1H")]
    [InlineData("1,5s")]
    [InlineData("30 sec")]
    [InlineData("s")]
    [InlineData("")]
    [InlineData("None")]
    public void The_schema_and_the_reader_agree_on_times(string text)
    {
        var rule = KeyRules.Find(KeyScope.Llm, "request_timeout")!;

        Assert.Equal(ValueReader.Read(rule, text).Problem is null, Regex.IsMatch(text, ConfigurationSchema.TimePattern));
    }

    [Theory]
    [InlineData("5m")]
    [InlineData("1h30m")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData(" -1.5 ")]
    [InlineData("+300")]
    [InlineData(".5h")]
    [InlineData("5.m10ms3us")]
    [InlineData("forever")]
    [InlineData("5 m")]
    [InlineData("5min")]
    [InlineData("5M")]
    [InlineData("1d")]
    [InlineData("1h30")]
    [InlineData("1.2.3s")]
    [InlineData("1e3")]
    [InlineData("NaN")]
    [InlineData("-")]
    [InlineData(".s")]
    [InlineData("m")]
    public void The_schema_and_the_reader_agree_on_what_Ollama_takes_as_a_duration(string text)
    {
        var rule = KeyRules.Find(KeyScope.Ollama, "keep_alive")!;

        Assert.Equal(ValueReader.Read(rule, text).Problem is null, Regex.IsMatch(text, ConfigurationSchema.KeepAlivePattern));
    }

    [Theory]
    [InlineData("groq")]
    [InlineData("my-groq_2")]
    [InlineData("2groq")]
    [InlineData("a--b")]
    [InlineData("a-")]
    [InlineData("")]
    public void The_schema_and_the_rules_agree_on_names(string text) =>
        Assert.Equal(ConfigName.IsValid(text), Regex.IsMatch(text, ConfigurationSchema.NamePattern));

    [Fact]
    public void The_schema_and_the_reader_agree_on_limits()
    {
        foreach (var rule in KeyRules.All.Where(static rule => rule.Kind is KeyKind.Integer or KeyKind.Number or KeyKind.Money or KeyKind.Time))
        {
            var schema = ConfigurationSchema.Value(rule);
            var number = (JsonObject)(rule.Kind == KeyKind.Time ? schema["anyOf"]![0]! : schema);
            foreach (var limit in new[] { rule.Min, rule.Max }.OfType<decimal>())
            {
                foreach (var value in new[] { limit - 1, limit, limit + 1 })
                {
                    var read = ValueReader.Read(rule, value.ToString(CultureInfo.InvariantCulture)).Problem is null;
                    Assert.True(read == Accepts(number, value), $"{rule.Name}: {value}");
                }
            }
        }
    }

    [Fact]
    public void The_schema_and_the_reader_agree_on_words()
    {
        foreach (var rule in KeyRules.All.Where(static rule => rule.Kind == KeyKind.Choice))
        {
            var words = ((JsonArray)ConfigurationSchema.Value(rule)["enum"]!).Select(static word => (string)word!).ToArray();

            Assert.All(words, word => Assert.Null(ValueReader.Read(rule, word).Problem));
            Assert.NotNull(ValueReader.Read(rule, words[0].ToUpperInvariant()).Problem);
        }
    }

    private static bool Accepts(JsonObject schema, decimal value) =>
        (schema["minimum"] is not { } min || value >= (decimal)min)
        && (schema["exclusiveMinimum"] is not { } above || value > (decimal)above)
        && (schema["maximum"] is not { } max || value <= (decimal)max);

    private static void Matches(string file, string expected)
    {
        var path = Path.Combine(RepositoryRoot(), "docs", file);
        if (Environment.GetEnvironmentVariable("GOSHI_UPDATE") == "1")
        {
            File.WriteAllText(path, expected);
        }

        var actual = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        Assert.True(
            expected == actual,
            $"docs/{file} differs from the rule table: run the tests once with GOSHI_UPDATE=1 and commit the result.");
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Goshi.Toolkit.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Goshi.Toolkit.sln is not above the tests.");
    }
}
