using Microsoft.Extensions.AI;

namespace Goshi.Tests.Cost;

/// <summary>Counts text with a tokenizer; images, tools and schemas stay with the default's bound.</summary>
public sealed class CountingEstimator(Func<string, int> countTokens) : ITokenEstimator
{
    public long Bound(IReadOnlyList<ChatMessage> messages, ChatOptions? options) =>
        Text(messages) + TokenEstimator.Default.Bound(WithoutText(messages), options);

    public long Expect(IReadOnlyList<ChatMessage> messages, ChatOptions? options) =>
        Text(messages) + TokenEstimator.Default.Expect(WithoutText(messages), options);

    private long Text(IReadOnlyList<ChatMessage> messages) =>
        messages.SelectMany(message => message.Contents).OfType<TextContent>().Sum(text => (long)countTokens(text.Text));

    private static List<ChatMessage> WithoutText(IReadOnlyList<ChatMessage> messages) =>
        [.. messages.Select(message => new ChatMessage(message.Role, [.. message.Contents.Where(content => content is not TextContent)]))];
}
