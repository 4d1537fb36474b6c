using Goshi.Generators.Tests.Binding;
using static Goshi.Generators.Tests.Binding.PriceTables;
using static Goshi.Generators.Tests.Diagnostics.MistakeKind;

namespace Goshi.Generators.Tests.Diagnostics;

/// <summary>Every diagnostic once, with its nearest neighbour that is silent.</summary>
internal static class Catalogue
{
    private const string OpenAI = "provider: openai\n";
    private const string Rates = """{"standard": {"input": "1", "output": "2"}}""";

    public static IReadOnlyList<Mistake> All { get; } =
    [
        new("GOSHI001", Yaml, "system_prompt: Answer[|:|] briefly", "system_prompt: 'Answer: briefly'"),
        new("GOSHI002", MistakeKind.File, "[|llm: {}|]\n#" + new string('x', 1 << 20), "llm: {}\n#" + new string('x', (1 << 20) - 20)),
        new("GOSHI003", MistakeKind.File, "x: " + new string('[', 63) + "[|[|]" + new string(']', 64) + "\nllm: {}", "x: " + new string('[', 62) + new string(']', 62) + "\nllm: {}"),
        new("GOSHI004", MistakeKind.File, "x: [" + string.Concat(Enumerable.Repeat("1,", 9_997)) + "[|1|]]\nllm: {}", "x: [" + string.Concat(Enumerable.Repeat("1,", 9_990)) + "]\nllm: {}"),
        new("GOSHI005", MistakeKind.File, "llm: {}\n[|---|]\nllm: {}", "---\nllm: {}"),
        new("GOSHI006", Yaml, "ollama: [|&base|] {max_retries: 4}", "ollama: {max_retries: 4}"),
        new("GOSHI007", Yaml, "max_retries: [|*five|]", "system_prompt: '*five'"),
        new("GOSHI008", Yaml, "ollama:\n  [|<<|]: {max_retries: 4}", "ollama:\n  max_retries: 4"),
        new("GOSHI009", Yaml, "max_retries: [|!!int|] 3", "max_retries: 3"),
        new("GOSHI010", Yaml, "max_retries: 1\n[|max_retries|]: 2", "max_retries: 1\nollama: {max_retries: 2}"),
        new("GOSHI011", MistakeKind.File, "llm:\n[|\t|]max_retries: 3", "llm:\n  max_retries:\t3"),
        new("GOSHI012", MistakeKind.File, "llm: {}\n[|\0|]", "llm: {}\n"),
        new("GOSHI013", Yaml, "[|[|]a, b]: c", "ollama: {}"),
        new("GOSHI014", MistakeKind.File, "[|-|] llm", "llm:"),
        new("GOSHI015", MistakeKind.File, "[|lm|]: {}", "llm: {}"),
        new("GOSHI016", MistakeKind.File, "llm:\n" + string.Concat(Enumerable.Range(0, 100).Select(static i => $"  k{i}: 1\n")) + "  [|k100|]: 1", "llm:\n" + string.Concat(Enumerable.Range(0, 100).Select(static i => $"  # {i}\n"))),

        new("GOSHI101", Yaml, "openai: {model: gpt-4o, [|max_retry|]: 5}", "openai: {model: gpt-4o, max_retries: 4}"),
        new("GOSHI102", Yaml, "openai: {model: gpt-4o, [|num_ctx|]: 8192}", "ollama: {num_ctx: 8192}"),
        new("GOSHI103", Yaml, "fallback: [|ollama|]", "provider: openai\nmodel: gpt-4o\nfallback: [ollama]"),
        new("GOSHI104", Yaml, "track_usage: [|yes|]", "track_usage: true"),
        new("GOSHI105", Yaml, "[|model|]:", "model: qwen3:8b"),
        new("GOSHI106", Yaml, "providers:\n  [|groq|]: {api: openai}", "providers:\n  groq: {api: openai, base_url: 'https://api.groq.com/openai/v1'}"),
        new("GOSHI107", Yaml, "profiles:\n  [|1st|]: {}", "profiles:\n  first: {}"),
        new("GOSHI108", Yaml, "profiles:\n  [|session|]: {}", "profiles:\n  sessions: {}"),
        new("GOSHI109", Yaml, "profiles:\n  fast-one: {}\n  [|fast_one|]: {}", "profiles:\n  fast-one: {}\n  fast-two: {}"),
        new("GOSHI110", Yaml, "openai: {model: gpt-4o, api_key_env: [|sk-proj-abcdefghijklmnop|]}", "openai: {model: gpt-4o, api_key_env: SK_PROJ}"),
        new("GOSHI111", Yaml, "max_retries: [|99|]", "max_retries: 10\ncircuit_breaker_threshold: 11"),
        new("GOSHI112", Yaml, "unpriced_model: [|dney|]", "unpriced_model: deny"),

        new("GOSHI201", Yaml, "fallback: [[|opnai|]]", "fallback: [ollama/qwen3]"),
        new("GOSHI202", Yaml, OpenAI + "model: [|gpt-5.4-mni|]", OpenAI + "model: gpt-5.4-mini"),
        new("GOSHI203", Yaml, OpenAI + "max_cost_per_session: 1\nmodel: [|gpt-unpriced|]", OpenAI + "max_cost_per_session: 1\nunpriced_model: warn\nmodel: gpt-unpriced"),
        new("GOSHI204", Yaml, OpenAI + "model: gpt-4o\nfallback: [ollama, [|ollama|]]", OpenAI + "model: gpt-4o\nfallback: [ollama, ollama/qwen3]"),
        new("GOSHI205", Yaml, OpenAI + "model: gpt-4o\nfallback: [[|openai|]]", OpenAI + "model: gpt-4o\nfallback: [openai/gpt-5.4-mini]"),
        new("GOSHI206", Yaml, "provider: [|openai|]", "provider: ollama"),
        new("GOSHI207", Yaml, OpenAI + "model: [|text-embedding-3-small|]", OpenAI + "model: gpt-4o"),
        new("GOSHI208", Yaml, OpenAI + "model: gpt-4o\nneeds: [vision]\nfallback: [[|openai/gpt-blind|]]", OpenAI + "model: gpt-4o\nneeds: [vision]\nfallback: [openai/gpt-5.4-mini]"),
        new("GOSHI209", Yaml, "providers:\n  x: {api: openai, base_url: 'https://x.example', prices: [|grok|]}", "providers:\n  x: {api: openai, base_url: 'https://x.example', prices: groq}"),
        new("GOSHI210", Yaml, "model: [|gpt-4o|]", "model: gpt-4o\nopenai: {}"),

        new("GOSHI301", Yaml, "max_tokens: [|500|]\nmax_completion_tokens: 800", "max_tokens: 500\nollama: {max_completion_tokens: 800}"),
        new("GOSHI302", Yaml, "retry_backoff_min: [|90|]\nretry_backoff_max: 60", "retry_backoff_min: 60\nretry_backoff_max: 60"),
        new("GOSHI303", Yaml, OpenAI + "openai: {model: gpt-4o, max_tokens: [|20000|]}", OpenAI + "openai: {model: gpt-4o, max_tokens: 16384}"),
        new("GOSHI304", Yaml, OpenAI + "model: gpt-4o\nmax_tokens: [|20000|]", OpenAI + "model: gpt-4o\nmax_tokens: 16384"),
        new("GOSHI305", Yaml, OpenAI + "model: gpt-4o\ncircuit_breaker_cooldown: [|59|]\nrequest_timeout: 90", "provider: ollama\ncircuit_breaker_cooldown: 59\nrequest_timeout: 90"),
        new("GOSHI306", Yaml, "circuit_breaker_threshold: [|3|]\nmax_retries: 3", "circuit_breaker_threshold: 4\nmax_retries: 3"),
        new("GOSHI307", Yaml, OpenAI + "model: gpt-4o\nmax_cost_per_session: [|0.0001|]", OpenAI + "model: gpt-4o\nmax_cost_per_session: 0.01"),
        new("GOSHI308", Yaml, OpenAI + "model: gpt-4o\nmax_tokens: [|16000|]\nmax_cost_per_session: 0.01", OpenAI + "model: gpt-4o\nmax_tokens: 900\nmax_cost_per_session: 0.01"),
        new("GOSHI309", Yaml, "max_cost_per_session: 1\nestimate_before_request: [|false|]", "estimate_before_request: false"),
        new("GOSHI310", Yaml, "openai: {model: gpt-4o, base_url: [|http://proxy.example/v1|]}", "openai: {model: gpt-4o, base_url: http://localhost/v1}"),
        new("GOSHI311", Yaml, "local: {url: 'http://localhost:11434', port: [|1234|]}", "local: {url: 'http://localhost:11434', port: 11434}"),
        new("GOSHI312", Yaml, OpenAI + "model: gpt-4o\nmax_cost_per_session: 1\non_budget_exceeded: [|fallback|]\nfallback: []", OpenAI + "model: gpt-4o\nmax_cost_per_session: 1\non_budget_exceeded: fallback\nfallback: [ollama]"),
        new("GOSHI313", Yaml, OpenAI + "model: gpt-4o\nretry_backoff_min: [|31|]", OpenAI + "model: gpt-4o\nretry_backoff_min: 31\nfallback: []"),
        new("GOSHI314", Yaml, "ollama: {base_url: [|http://localhost:11434/v1|]}", "ollama: {base_url: http://localhost:11434}"),

        new("GOSHI400", Prices, """{"version": 1, "as_of": "2026-11-22", "models": [][|,|]}""", Around("")),
        new("GOSHI401", Prices, Around("""{"id": "m", "provider": "acme", "kind": "chat", [|"aliasses"|]: [], "prices": []}"""), Around("""{"id": "m", "provider": "acme", "kind": "chat", "aliases": [], "prices": []}""")),
        new("GOSHI402", Prices, Around("""[|{|]"id": "m", "provider": "acme", "kind": "chat"}"""), Around(Priced(""))),
        new("GOSHI403", Prices, Around(Priced("""{"standard": {"input": [|"lots"|], "output": "2"}}""")), Around(Priced(Rates))),
        new("GOSHI404", Prices, Around(Priced("") + "," + Priced("").Replace("\"m\"", "[|\"m\"|]", StringComparison.Ordinal)), Around(Priced("") + "," + Priced("", "n"))),
        new("GOSHI405", Prices, Around(Priced("", "m-a") + "," + Priced("", "m_a").Replace("\"m_a\"", "[|\"m_a\"|]", StringComparison.Ordinal)), Around(Priced("", "m-a") + "," + Priced("", "m-b"))),
        new("GOSHI406", Prices, Around("""{"id": "m", "provider": "acme", "kind": "chat", [|"kind"|]: "chat", "prices": []}"""), Around(Priced(""))),
        new("GOSHI407", Prices, Around(Priced("""{"from": "2026-02-01", "standard": {"input": "1", "output": "2"}}, {"from": [|"2026-01-01"|], "standard": {"input": "1", "output": "2"}}""")), Around(Priced("""{"from": "2026-01-01", "standard": {"input": "1", "output": "2"}}, {"from": "2026-02-01", "standard": {"input": "1", "output": "2"}}"""))),
        new("GOSHI408", Prices, Around(Priced("""{"standard": {"input": "1", "output": "2"}, "long_context": {"above": 9, "standard": {"input": "1", "output": "2"}, "flex": [|{"input": "1", "output": "2"}|]}}""")), Around(Priced("""{"standard": {"input": "1", "output": "2"}, "long_context": {"above": 9, "standard": {"input": "1", "output": "2"}}}"""))),
        new("GOSHI409", Prices, """{"version": [|2|], "as_of": "2026-11-22", "models": []}""", Around("")),

        new("GOSHI451", Yaml, OpenAI + "model: [|gpt-old|]", OpenAI + "model: gpt-4o"),
        new("GOSHI452", Yaml, OpenAI + "model: [|gpt-fading|]", OpenAI + "model: gpt-4o"),
        new("GOSHI453", Yaml, OpenAI + "model: [|gpt-unpriced|]", OpenAI + "unpriced_model: warn\nmodel: gpt-unpriced"),
        new("GOSHI454", Yaml, OpenAI + "model: gpt-4o\nservice_tier: [|priority|]", OpenAI + "model: gpt-4o\nservice_tier: flex"),
        new("GOSHI455", Yaml, OpenAI + "model: o3\ntemperature: [|0.2|]", OpenAI + "model: gpt-4o\ntemperature: 0.2"),
        new("GOSHI456", Yaml, OpenAI + "unsupported_parameter: error\nmodel: o3\ntemperature: [|0.2|]", OpenAI + "unsupported_parameter: error\nmodel: gpt-4o\ntemperature: 0.2"),
        new("GOSHI457", Yaml, "openai: {model: [|gpt-old|], base_url: 'https://proxy.example/v1'}", "openai: {model: gpt-4o, base_url: 'https://proxy.example/v1'}"),
        new("GOSHI458", Project, "GoshiCheckDate=2027-12-01", "GoshiCheckDate=2027-01-01"),

        new("GOSHI501", Project, "namespace Acme.App { class GoshiOptions; }", "namespace Acme.App.Sub { class GoshiOptions; }"),
        new("GOSHI502", Project, "class Goshi;", "namespace Acme.Sub { class Goshi; }"),
        new("GOSHI503", Project, "/app/sub/goshi.yaml", "/app/sub/other.yaml"),
        new("GOSHI504", Project, "pricing: {file: prices.json}", "pricing: {file: models.json}"),
        new("GOSHI505", Project, "GoshiCheckDate=tomorrow", "GoshiCheckDate=2026-11-23"),
        new("GOSHI506", Project, "an older Refit", "no Refit"),

        new("GOSHI511", Code, "_ = new ChatOptions { ModelId = [|\"gpt-4p\"|] };", "_ = new ChatOptions { ModelId = \"gpt-4o\" };"),
        new("GOSHI512", Code, "_ = new ChatOptions { ModelId = \"o3\", Temperature = [|0.2f|] };", "_ = new ChatOptions { ModelId = \"gpt-4o\", Temperature = 0.2f };"),
        new("GOSHI513", Code, "_ = new ChatOptions { ModelId = \"gpt-4o\", MaxOutputTokens = [|16385|] };", "_ = new ChatOptions { ModelId = \"gpt-4o\", MaxOutputTokens = 16384 };"),
        new("GOSHI514", Code, "_ = new ChatOptions { ModelId = \"gpt-blind\", Tools = [|[tool]|] };", "_ = new ChatOptions { ModelId = \"gpt-4o\", Tools = [tool] };"),
        new("GOSHI515", Code, "provider.ApiKeyEnv = [|\"sk-proj-abcdefghijklmnop\"|];", "provider.ApiKeyEnv = \"OPENAI_API_KEY\";"),
    ];

    private static string Priced(string prices, string id = "m") => PriceTables.Model(prices, id);
}
