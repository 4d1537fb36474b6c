namespace Goshi.Generators.Tests.Text;

/// <summary>Files called goshi.yaml that are meant to hang, crash or exhaust what reads them. The benchmarks time the same ones.</summary>
internal static class HostileFiles
{
    public static IEnumerable<(string Name, string Text)> All { get; } =
    [
        ("brackets", "llm: " + new string('[', 500_000)),
        ("braces", "llm: " + Repeat(100_000, "{a: ")),
        ("dashes", "llm:\n" + Repeat(400_000, "- ")),
        ("indentation", "llm:\n" + Each(1_000, static i => new string(' ', i + 1) + "a:\n")),
        ("question marks", "llm:\n" + Repeat(400_000, "? ")),
        ("aliases", "a: &a [x,x,x,x,x,x,x,x,x]\n" + Each(20, static i => $"b{i}: &b{i} [*a,*a,*a,*a,*a,*a,*a,*a]\n") + "llm: *b19\n"),
        ("a bomb of aliases", "a0: &a0 x\n" + Each(3_000, static i => $"a{i + 1}: &a{i + 1} [*a{i},*a{i}]\n") + "llm: {fallback: *a3000}\n"),
        ("one line", "llm: {system_prompt: " + new string('x', 1_000_000) + "}"),
        ("one key", "llm:\n  " + new string('k', 1_000_000) + ": 1"),
        ("one quote", "llm:\n  model: \"" + new string('q', 1_000_000)),
        ("one block", "llm:\n  system_prompt: |\n" + Repeat(60_000, "    a line\n")),
        ("one folded text", "llm:\n  system_prompt: >\n" + Repeat(60_000, "    a line\n\n")),
        ("escapes", "llm:\n  system_prompt: \"" + Repeat(160_000, "\\u0041") + "\""),
        ("duplicates", "llm:\n" + Repeat(4_900, "  a: 1\n")),
        ("unknown keys", "llm:\n" + Each(4_900, static i => $"  k{i}: 1\n")),
        ("nearly known keys", "llm:\n" + Each(4_900, static i => $"  retry_backoff_mi{i}: 1\n")),
        ("providers", "llm:\n  providers:\n" + Each(1_600, static i => $"    p{i}: {{api: openai, base_url: 'http://localhost'}}\n")),
        ("profiles", "llm:\n  provider: ollama\n  profiles:\n" + Each(2_400, static i => $"    p{i}: {{model: m{i}}}\n")),
        ("profiles of unknown models", "llm:\n  provider: openai\n  profiles:\n" + Each(2_400, static i => $"    p{i}: {{model: gpt-5.{i}}}\n")),
        ("fallback", "llm:\n  fallback: [" + Each(9_900, static i => $"openai/m{i},") + "]"),
        ("profiles times fallback", "llm:\n  provider: ollama\n  fallback: [" + Each(2_000, static i => $"openai/m{i},") + "]\n  profiles:\n" + Each(3_900, static i => $"    p{i}: {{}}\n")),
        ("profiles times a fallback in order", "llm:\n  provider: ollama\n  fallback: [" + Each(3_000, static i => $"ollama/m{i},") + "]\n  profiles:\n" + Each(3_400, static i => $"    p{i}: {{}}\n")),
        ("prices", "llm:\n  pricing:\n    models:\n" + Each(700, static i => $"      m{i}: {{provider: openai, kind: chat, prices: [{{standard: {{input: 1}}}}]}}\n")),
        ("tabs", "llm:\n" + Repeat(100_000, "\t\t\t\t\t\t\t\n")),
        ("spaces", "llm:\n" + new string(' ', 1_000_000)),
        ("comments", "llm:\n" + Repeat(500_000, "#\n")),
        ("nul", "llm:\n" + new string('\0', 500_000)),
        ("nul after nul", Repeat(100_000, "llm:\0\n")),
        ("a hundred thousand keys", "llm:\n" + Each(75_000, static i => $"  k{i}: 1\n")),
        ("carriage returns", "llm:\r" + Each(20_000, static i => $"  k{i}: 1\r")),
        ("both line ends", "llm:\r\n" + Each(20_000, static i => $"  k{i}: 1\r\n")),
        ("line separators", "llm:\u2028" + Each(20_000, static i => $"  k{i}: 1\u2028")),
        ("byte order marks", "llm:\n" + Each(20_000, static i => $"\uFEFF  k{i}: \uFEFF1\n")),
        ("bytes that were no UTF-8", "llm:\n  model: " + new string('\uFFFD', 300_000)),
        ("foreign keys", "llm: {}\n" + Each(90_000, static i => $"k{i}: 1\n")),
        ("our keys without their indentation", "llm:\n" + Each(4_900, static i => $"model: {i}\n")),
        ("flow keys in one line", "llm: {" + Each(48_000, static i => $"k{i}: 1, ") + "}"),
        ("tags", "llm:\n" + Each(4_900, static i => $"  k{i}: !!t{i} 1\n")),
        ("anchors", "llm:\n" + Each(4_900, static i => $"  k{i}: &a{i} 1\n")),
        ("tags in one line", "llm: [" + Repeat(9_900, "!!str a,") + "]"),
        ("keys that look like secrets", "llm:\n" + Each(4_900, static i => $"  api_key: sk-proj-abcdefghijklmnop{i}\n")),
        ("documents", Repeat(200_000, "---\n")),
        ("directives", Repeat(60_000, "%TAG ! tag:x,2000:\n") + "---\nllm: {}\n"),
        ("lone surrogates", "llm:\n  model: " + new string('\ud800', 100_000)),
    ];

    /// <summary>A price table that ends too early.</summary>
    public static IEnumerable<(string Name, string Text)> CutShort(string prices) =>
        Enumerable.Range(1, 9).Select(tenth => ($"price table, {tenth}0 %", prices[..(prices.Length * tenth / 10)]));

    private static string Repeat(int count, string part) => string.Concat(Enumerable.Repeat(part, count));

    private static string Each(int count, Func<int, string> part) => string.Concat(Enumerable.Range(0, count).Select(part));
}
