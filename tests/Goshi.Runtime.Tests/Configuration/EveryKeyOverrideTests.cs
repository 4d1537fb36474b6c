using System.Globalization;
using System.Reflection;
using Goshi.Configuration;
using Goshi.Configuration.Rules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Goshi.Runtime.Tests.Configuration;

/// <summary>Each key of the rule table, in each section in which it may stand: what the application's configuration can make of it.</summary>
public sealed class EveryKeyOverrideTests
{
    private const string Pricing = "llm:pricing";

    private static readonly (KeyScope Scope, string Path)[] Sections =
    [
        (KeyScope.Llm, "llm"), (KeyScope.OpenAI, "llm:openai"), (KeyScope.OpenAI, "llm:providers:groq"), (KeyScope.Azure, "llm:providers:my-azure"),
        (KeyScope.Ollama, "llm:ollama"), (KeyScope.Profile, "llm:profiles:fast"), (KeyScope.Local, "llm:local"), (KeyScope.Pricing, Pricing),
    ];

    private static readonly string[] All =
        [.. Sections.SelectMany(static section => KeyRules.For(section.Scope).Select(rule => $"{section.Path}:{rule.Name}"))];

    public static TheoryData<string> Keys => new(All);

    [Fact]
    public void No_key_is_left_out() =>
        Assert.Equal(KeyRules.All.Select(static rule => rule.Name).Distinct().Order(), All.Select(NameOf).Distinct().Order());

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_good_override_arrives_in_the_options(string key)
    {
        var rule = RuleOf(key);
        var text = key == "llm:ollama:api" ? "openai" : Other(rule);
        var options = new TestOptions();
        if (rule.FixedAtBuild)
        {
            Assert.EndsWith("is fixed when the project is built; change it in goshi.yaml", Assert.Single(Problems(options, key, text)), StringComparison.Ordinal);
            return;
        }

        Apply(options, (key, text));

        Assert.Equal(Plain(ValueReader.Read(rule, text).Value), Plain(PropertyOf(options, key)));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_list_arrives_item_by_item_too(string key)
    {
        var rule = RuleOf(key);
        var options = new TestOptions();
        if (rule.Kind != KeyKind.TextList)
        {
            Assert.StartsWith($"Goshi:{Place(key)} ", Assert.Single(Problems(options, key + ":0", "1")), StringComparison.Ordinal);
            return;
        }

        Apply(options, (key + ":0", Other(rule)));

        Assert.Equal(Other(rule), Plain(PropertyOf(options, key)));
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_bad_override_is_refused_with_its_full_name(string key)
    {
        var rule = RuleOf(key);
        foreach (var bad in Bad(rule))
        {
            var place = rule.Kind == KeyKind.TextList ? key + ":0" : key;

            var problem = Assert.Single(Problems(new TestOptions(), place, bad));

            Assert.StartsWith($"Goshi:{Place(key)} ", problem, StringComparison.Ordinal);
        }
    }

    // A section that is fixed as a whole is named as a whole.
    private static string Place(string key) => key.StartsWith(Pricing, StringComparison.Ordinal) ? Pricing : key;

    // A value that is valid and not the default.
    private static string Other(KeyRule rule) => rule.Kind switch
    {
        KeyKind.Boolean => rule.Default.StartsWith("true", StringComparison.Ordinal) ? "false" : "true",
        KeyKind.Choice => rule.Allowed[^1],
        KeyKind.TextList => rule.Allowed.Length > 0 ? rule.Allowed[^1] : "groq",
        KeyKind.Integer => "7",
        KeyKind.Number => "0.25",
        KeyKind.Money => "0.125",
        KeyKind.Time => "7500ms",
        KeyKind.Url => "https://other.example/v9",
        KeyKind.Provider => "groq",
        KeyKind.KeepAlive => "-1",
        _ => "OTHER_VALUE",
    };

    private static string[] Bad(KeyRule rule) => rule.Kind switch
    {
        KeyKind.Text or KeyKind.Path => ["", " "],
        KeyKind.TextList => rule.Allowed.Length > 0 ? ["", "nonsense"] : ["", " "],
        KeyKind.Integer or KeyKind.Number or KeyKind.Money or KeyKind.Time when rule.Max is not null and not int.MaxValue =>
            ["", "nonsense", "-1", (rule.Max.Value + 1).ToString(CultureInfo.InvariantCulture)],
        KeyKind.Integer or KeyKind.Number or KeyKind.Money or KeyKind.Time => ["", "nonsense", "-1"],
        KeyKind.Provider => ["", "1st"],
        KeyKind.Model => ["", "two words"],
        KeyKind.VariableName => ["", "two words"],
        _ => ["", "nonsense"],
    };

    private static KeyRule RuleOf(string key) =>
        KeyRules.Find(Sections.Single(section => section.Path == key[..key.LastIndexOf(':')]).Scope, NameOf(key))!;

    private static string NameOf(string key) => key[(key.LastIndexOf(':') + 1)..];

    // What an application reads, and not only what is kept: a key without a property could never be read.
    private static object? PropertyOf(TestOptions options, string key)
    {
        object section = key[..key.LastIndexOf(':')] switch
        {
            "llm" => options,
            "llm:openai" => options.OpenAI,
            "llm:providers:groq" => options.Groq,
            "llm:providers:my-azure" => options.Azure,
            "llm:ollama" => options.Ollama,
            "llm:profiles:fast" => options.Fast,
            _ => options.Local,
        };
        var name = string.Concat(NameOf(key).Split('_').Select(static word => char.ToUpperInvariant(word[0]) + word[1..]));
        var property = section.GetType().GetProperty(name, BindingFlags.Public | BindingFlags.Instance);
        Assert.True(property is not null, $"{section.GetType().Name} has no property {name}");
        return property.GetValue(section);
    }

    private static string? Plain(object? value) => value is null ? null : ValueReader.Canonical(value);

    private static IEnumerable<string> Problems(TestOptions options, string key, string value) =>
        Assert.Throws<OptionsValidationException>(() => Apply(options, (key, value))).Failures;

    private static void Apply(TestOptions options, (string Key, string Value) item)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("Goshi:" + item.Key, (string?)item.Value)])
            .Build();
        ConfigurationOverrides.Apply(options, configuration.GetSection("Goshi"));
    }
}
