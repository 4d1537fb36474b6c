using System.Globalization;
using Microsoft.Extensions.AI;
using Spectre.Console;

namespace QuickStart;

/// <summary>What the run looks like.</summary>
internal static class Screen
{
    public static void Title(string text)
    {
        AnsiConsole.WriteLine();
        AnsiConsole.Write(new Rule($"[bold]{Markup.Escape(text)}[/]").LeftJustified());
    }

    public static void Options(GoshiOptions options)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("key", "value");
        Row("provider / model", $"{options.Provider} / {options.Model}");
        Row("fallback", string.Join(", ", options.Fallback));
        Row("max_cost_per_session", string.Create(CultureInfo.InvariantCulture, $"{options.MaxCostPerSession} USD"));
        Row("openai.max_retries", options.OpenAI.MaxRetries);
        Row("openai.circuit_breaker", $"{options.OpenAI.CircuitBreakerThreshold} failures, {options.OpenAI.CircuitBreakerCooldown.TotalSeconds:0} s cooldown");
        Row("openai.request_timeout", $"{options.OpenAI.RequestTimeout.TotalSeconds:0} s (a default)");
        Row("ollama.model", options.Ollama.Model);
        Row("profiles.brief", $"at most {options.Brief.TokenLimit} tokens");
        Row("prices as of", GoshiCosts.AsOf.ToString("O", CultureInfo.InvariantCulture));
        AnsiConsole.Write(table);

        void Row(string key, object? value) => table.AddRow(Markup.Escape(key), Markup.Escape(value?.ToString() ?? ""));
    }

    public static void Cost(ChatResponse response, decimal usd)
    {
        AnsiConsole.WriteLine();
        var usage = response.Usage;
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture,
            $"[grey]{response.ModelId}: {usage?.InputTokenCount} prompt tokens ({usage?.CachedInputTokenCount ?? 0} cached), {usage?.OutputTokenCount} completion tokens,[/] [green]{usd:0.000000} USD[/]");
    }
}
