using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Goshi.Cost;
using Goshi.Runtime.Tests.Chat;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Goshi.Tests.Cost;

/// <summary>docs/cost.md says what the code does.</summary>
public class CostDocumentTests
{
    [Theory]
    [InlineData("Say hello")]
    [InlineData("What is the capital of France?")]
    [InlineData("こんにちは、世界")]
    public void The_estimates_of_the_examples_are_computed(string text)
    {
        ChatMessage[] messages = [new(ChatRole.User, text)];
        var row = string.Create(
            CultureInfo.InvariantCulture,
            $"| `{text}` | {Encoding.UTF8.GetByteCount(text)} | {TokenEstimator.Default.Bound(messages, null)} | {TokenEstimator.Default.Expect(messages, null)} |");

        Assert.Contains(row, Document(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_charges_of_broken_attempts_are_computed()
    {
        TestModels.Gpt4o.TryGetPrice(ServiceTier.Standard, new(2026, 11, 22), out var price);
        var cut = SettlementRules.Usage(new AttemptFacts { End = AttemptEnd.Interrupted, PromptExpectation = 3, ContentBytes = 16 })!.Value;
        price!.TryCalculate(cut.Usage, out var usd);
        var silent = SettlementRules.Usage(new AttemptFacts { End = AttemptEnd.NoHeaders, Waited = TimeSpan.FromSeconds(2) })!.Value;

        Assert.Contains($"3 prompt + {cut.Usage.OutputTokens} completion tokens = {Money.Format(usd)} USD", Document(), StringComparison.Ordinal);
        Assert.Contains($"after 2 seconds | the prompt + min(token limit, {silent.Usage.OutputTokens}) tokens", Document(), StringComparison.Ordinal);
        Assert.True(silent.Unconfirmed);
    }

    [Fact]
    public void The_adapter_for_a_tokenizer_is_the_one_that_is_tested()
    {
        var source = Read("CountingEstimator.cs");

        Assert.Contains(source[source.IndexOf("/// <summary>", StringComparison.Ordinal)..].TrimEnd(), Document(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_adapter_decides_what_admission_counts_with()
    {
        await using var host = await ChatHost.StartAsync(services: static services =>
            services.AddSingleton<ITokenEstimator>(new CountingEstimator(static text => text.Split(' ').Length)));

        var estimate = host.Chat.Estimate([new ChatMessage(ChatRole.User, "one two three")]);

        Assert.Equal((3, 11), (estimate.PromptTokens, estimate.PromptTokensBound));
    }

    private static string Document() => Read("../../../docs/cost.md");

    private static string Read(string path, [CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, path)).ReplaceLineEndings("\n");
}
