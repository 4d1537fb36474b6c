using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Goshi.Configuration.Rules;

namespace Goshi.Runtime.Tests.Configuration;

/// <summary>Writes docs/goshi.schema.json, with which editors complete and check goshi.yaml, from the rule table.</summary>
internal static class ConfigurationSchema
{
    public const string TimePattern = @"^ *([0-9]+\.?[0-9]*|\.[0-9]+) *(ms|s|m|h)? *$";
    public const string NamePattern = "^[A-Za-z][A-Za-z0-9]*([_-][A-Za-z0-9]+)*$";
    public const string KeepAlivePattern = @"^ *[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)(((ns|us|\u00b5s|\u03bcs|ms|s|m|h)([0-9]+\.?[0-9]*|\.[0-9]+))*(ns|us|\u00b5s|\u03bcs|ms|s|m|h))? *$";
    private const string VariablePattern = "^[A-Za-z_][A-Za-z0-9_]*$";

    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write() => Root().ToJsonString(Format) + "\n";

    public static JsonObject Root() => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["title"] = "goshi.yaml",
        ["description"] = "Configuration of an LLM client. Sections other than llm are left alone.",
        ["type"] = "object",
        ["properties"] = new JsonObject { ["llm"] = Llm() },
        ["$defs"] = Definitions(),
    };

    /// <summary>The schema of one key's value.</summary>
    public static JsonObject Value(KeyRule rule)
    {
        var schema = rule.Kind switch
        {
            KeyKind.Choice => Words(rule),
            KeyKind.Integer => Number(rule, "integer"),
            KeyKind.Number or KeyKind.Money => Number(rule, "number"),
            KeyKind.Time => Time(rule),
            KeyKind.Boolean => new JsonObject { ["type"] = "boolean" },
            KeyKind.TextList => List(rule),
            KeyKind.Url => Text("^https?://[^?#@]+$"),
            KeyKind.VariableName => Text(VariablePattern),
            KeyKind.Model => Text(@"^\S+$"),
            KeyKind.Provider => Text(NamePattern),
            // A pattern binds texts; unquoted, keep_alive: 0 and api_version: 2024 are numbers to YAML.
            KeyKind.KeepAlive => TextOrNumber(KeepAlivePattern),
            _ => TextOrNumber(@"\S"),
        };
        schema["description"] = $"{rule.Summary} Default: {rule.Default}.";
        schema["examples"] = new JsonArray(Example(rule));
        return schema;
    }

    private static JsonObject Definitions()
    {
        var definitions = new JsonObject
        {
            ["openai-section"] = Section(KeyScope.OpenAI, "A provider that speaks OpenAI's protocol."),
            ["azure-openai-section"] = Section(KeyScope.Azure, "An Azure OpenAI resource.", required: ["base_url", "api_version"]),
            ["ollama-section"] = Section(KeyScope.Ollama, "A provider that speaks Ollama's protocol."),
            ["provider-section"] = NamedProvider(),
            ["profile-section"] = Section(KeyScope.Profile, "Another primary target, which inherits what it does not write from llm."),
        };
        foreach (var rule in KeyRules.All)
        {
            definitions[rule.Name] = Value(rule);
        }

        return definitions;
    }

    private static JsonObject Ref(string definition) => new() { ["$ref"] = "#/$defs/" + definition };

    private static JsonObject Llm()
    {
        var llm = Section(KeyScope.Llm, "The LLM client.");
        var properties = (JsonObject)llm["properties"]!;
        properties["openai"] = BuiltIn("openai", "OpenAI.");
        properties["ollama"] = BuiltIn("ollama", "Ollama.");
        properties["providers"] = Named("provider-section", "More providers by name; each needs its api.");
        properties["profiles"] = Named("profile-section", "Other primary targets by name; each becomes a property of IGoshiChat.");
        properties["local"] = Section(KeyScope.Local, "The goshi application's names for Ollama's address.");
        var pricing = Section(KeyScope.Pricing, "Extends or overrides the packaged price table.");
        ((JsonObject)pricing["properties"]!)["models"] = new JsonObject
        {
            ["type"] = "array",
            ["items"] = new JsonObject { ["type"] = "object" },
            ["description"] = "Models with their prices, in the schema of the price table.",
        };
        properties["pricing"] = pricing;
        return llm;
    }

    private static JsonObject Section(KeyScope scope, string description, string[]? required = null)
    {
        var properties = new JsonObject();
        foreach (var rule in KeyRules.For(scope))
        {
            properties[rule.Name] = Ref(rule.Name);
        }

        var section = new JsonObject
        {
            ["description"] = description,
            // An empty section in YAML is null.
            ["type"] = new JsonArray("object", "null"),
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
        if (properties.ContainsKey("max_tokens"))
        {
            // With the type: required holds for everything that is no object, and an empty section is none.
            section["not"] = new JsonObject { ["type"] = "object", ["required"] = new JsonArray("max_tokens", "max_completion_tokens") };
        }

        if (required is not null)
        {
            section["required"] = new JsonArray([.. required.Select(static key => JsonValue.Create(key))]);
        }

        return section;
    }

    private static JsonObject BuiltIn(string name, string description) => new()
    {
        ["$ref"] = $"#/$defs/{name}-section",
        ["description"] = description,
        ["properties"] = new JsonObject { ["api"] = new JsonObject { ["const"] = name } },
    };

    private static JsonObject Named(string definition, string description) => new()
    {
        ["description"] = description,
        ["type"] = new JsonArray("object", "null"),
        ["propertyNames"] = new JsonObject { ["pattern"] = NamePattern, ["maxLength"] = ConfigName.MaxLength },
        ["additionalProperties"] = Ref(definition),
    };

    private static JsonObject NamedProvider() => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("api"),
        ["properties"] = new JsonObject { ["api"] = Ref("api") },
        ["allOf"] = new JsonArray(
            When("openai", new JsonObject { ["$ref"] = "#/$defs/openai-section", ["required"] = new JsonArray("base_url") }),
            When("azure-openai", Ref("azure-openai-section")),
            When("ollama", Ref("ollama-section"))),
    };

    private static JsonObject When(string api, JsonObject then) => new()
    {
        ["if"] = new JsonObject
        {
            ["properties"] = new JsonObject { ["api"] = new JsonObject { ["const"] = api } },
            ["required"] = new JsonArray("api"),
        },
        ["then"] = then,
    };

    private static JsonObject TextOrNumber(string pattern) => new() { ["type"] = new JsonArray("string", "number"), ["pattern"] = pattern };

    private static JsonObject Text(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    private static JsonObject Words(KeyRule rule) => new() { ["enum"] = new JsonArray([.. rule.Allowed.Select(static word => JsonValue.Create(word))]) };

    private static JsonObject List(KeyRule rule) => new()
    {
        ["type"] = "array",
        ["items"] = rule.Allowed.Length > 0 ? Words(rule) : Text(@"^\S+$"),
        ["uniqueItems"] = true,
    };

    private static JsonObject Time(KeyRule rule)
    {
        var forms = new JsonArray(Number(rule, "number"), Text(TimePattern));
        if (rule.AllowsNone)
        {
            forms.Add((JsonNode)new JsonObject { ["const"] = "none" });
        }

        return new JsonObject { ["anyOf"] = forms };
    }

    private static JsonObject Number(KeyRule rule, string type)
    {
        var schema = new JsonObject { ["type"] = type };
        if (rule.Min is { } min)
        {
            schema[rule.MinIsExclusive ? "exclusiveMinimum" : "minimum"] = min;
        }

        if (rule.Max is { } max)
        {
            schema["maximum"] = max;
        }

        return schema;
    }

    private static JsonNode Example(KeyRule rule)
    {
        var value = ValueReader.Read(rule, rule.Example.Trim('[', ']')).Value!;
        return value switch
        {
            string[] items => new JsonArray([.. items.Select(static item => JsonValue.Create(item))]),
            bool flag => flag,
            int or double or decimal => JsonNode.Parse(rule.Example)!,
            _ => rule.Example,
        };
    }
}
