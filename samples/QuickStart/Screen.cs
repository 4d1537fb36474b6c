using System.Globalization;
using Microsoft.Extensions.AI;
using Spectre.Console;

namespace QuickStart;

/// <summary>What the run looks like.</summary>
internal static class Screen
{
    private static bool _midLine;

    /// <summary>Colours only where a terminal shows them: a file or a pipe gets plain text.</summary>
    public static void Start()
    {
        if (Console.IsOutputRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 })
        {
            AnsiConsole.Profile.Capabilities.Ansi = false;
            AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
            AnsiConsole.Profile.Width = 120;
        }
    }

    /// <summary>A piece of an answer, as it arrives.</summary>
    public static void Piece(string text)
    {
        AnsiConsole.Write(text);
        _midLine |= text.Length > 0;
    }

    /// <summary>A line of its own, also in the middle of an answer.</summary>
    public static void Line(FormattableString markup)
    {
        if (_midLine)
        {
            AnsiConsole.WriteLine();
            _midLine = false;
        }

        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, markup);
    }

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

    public static void Estimate(Goshi.CostEstimate estimate) => Line(
        $"[grey]before it is sent: {estimate.LowUsd:0.000000} to {estimate.HighUsd:0.000000} USD, about {estimate.PromptTokens} prompt tokens, at most {estimate.MaxOutputTokens} completion tokens[/]");

    public static void Cost(ChatResponse response, decimal usd)
    {
        var usage = response.Usage;
        Line($"[grey]{response.ModelId}: {usage?.InputTokenCount} prompt tokens ({usage?.CachedInputTokenCount ?? 0} cached), {usage?.OutputTokenCount} completion tokens,[/] [green]{usd:0.000000} USD[/]");
    }
}
