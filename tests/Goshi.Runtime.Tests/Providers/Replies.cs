using System.Net;
using System.Text;
using Goshi.Chat;
using Goshi.Hosting;
using Goshi.Providers;
using Goshi.Providers.Ollama;
using Goshi.Providers.OpenAI;
using Goshi.Runtime.Tests.Wire;
using Microsoft.Extensions.AI;

namespace Goshi.Runtime.Tests.Providers;

/// <summary>Protocols without a server, and responses to feed them.</summary>
internal static class Replies
{
    public static ChatProtocol OpenAI { get; } = new OpenAIChatProtocol(new OpenAITransport(
        (_, _) => throw new InvalidOperationException("Nothing is sent here."),
        (_, _) => throw new InvalidOperationException("Nothing is sent here."),
        _ => throw new InvalidOperationException("Nothing is sent here.")));

    public static ChatProtocol Ollama { get; } = new OllamaChatProtocol(new OllamaTransport(
        (_, _) => throw new InvalidOperationException("Nothing is sent here."),
        (_, _) => throw new InvalidOperationException("Nothing is sent here."),
        _ => throw new InvalidOperationException("Nothing is sent here.")));

    /// <summary>A client that is passed on and never asked.</summary>
    public static IChatClient Client { get; } = new SilentClient();

    public static ChatCallInput Input(TargetSettings target, bool stream = false) =>
        new([new ChatMessage(ChatRole.User, "Hi")], null, target, stream, null);

    public static HttpResponseMessage Of(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8) };

    public static HttpResponseMessage Split(string body, int pieceSize, Exception? failure = null) =>
        new(HttpStatusCode.OK) { Content = new StreamContent(new SplitStream(body, pieceSize, failure)) };

    public static async Task<List<ChatResponseUpdate>> ReadAll(this ChatStream stream)
    {
        await using (stream)
        {
            List<ChatResponseUpdate> updates = [];
            while (await stream.ReadAsync(default) is { } update)
            {
                updates.Add(update);
            }

            Assert.Null(await stream.ReadAsync(default));
            return updates;
        }
    }

    private sealed class SilentClient : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("Nothing is sent here.");

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("Nothing is sent here.");

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
