using System.Collections.ObjectModel;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Goshi.Loopback;

/// <summary>From a request to its answer: read, record, check, look up the reply, play it.</summary>
internal sealed class RequestHandler(LoopbackProvider server, TimeProvider time)
{
    public async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "/";
        var route = OllamaRoutes.Owns(path) ? OllamaRoutes.Match(path) : OpenAIRoutes.Match(path);
        if (await ReadBodyAsync(context).ConfigureAwait(false) is not { } body)
        {
            return;
        }

        var request = server.Journal.Add(number => Record(context, route, body, number));
        try
        {
            ProviderScript script = route.Api == LoopbackApi.Ollama ? server.Ollama : server.OpenAI;
            var exchange = new Exchange(request, script, request.ReceivedAt);
            var reply = Choose(route, exchange);
            var player = new ReplyPlayer(context, request, reply, server.Journal, time);
            await player.PlayAsync(route.Format(exchange, reply)).ConfigureAwait(false);
        }
        finally
        {
            request.Complete();
        }
    }

    private static Reply Choose(Route route, Exchange exchange)
    {
        var script = exchange.Script;
        if (Refuse(route, exchange) is { } refusal)
        {
            return refusal;
        }

        // Loading a model answers nothing, so it takes no scripted answer.
        var asksModel = route.IsModelCall
            && !(exchange.Request.Path == "/api/chat" && OllamaPreload.Of(exchange.Request) is not null);
        var queue = asksModel ? script : script.Probes;
        try
        {
            return queue.Take(exchange.Request) ?? script.DefaultReply;
        }
        catch (Exception exception)
        {
            // A reply function of the test failed; said to the client, since nobody else listens.
            return Reply.Raw(500, $"The scripted reply failed: {exception}", "text/plain");
        }
    }

    private static Reply? Refuse(Route route, Exchange exchange)
    {
        if (route.Method.Length > 0 && route.Method != exchange.Request.Method)
        {
            return route.Api == LoopbackApi.Ollama ? OllamaRules.WrongMethod : OpenAIRules.WrongMethod(exchange);
        }

        return exchange.Script.Validates || route.Method.Length == 0 ? route.Check(exchange) : null;
    }

    /// <summary>The whole body; null: the client went away before it was complete.</summary>
    private static async Task<byte[]?> ReadBodyAsync(HttpContext context)
    {
        try
        {
            using var buffer = new MemoryStream();
            await context.Request.Body.CopyToAsync(buffer, context.RequestAborted).ConfigureAwait(false);
            return buffer.ToArray();
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or BadHttpRequestException)
        {
            context.Abort();
            return null;
        }
    }

    private RecordedRequest Record(HttpContext context, Route route, byte[] body, int number)
    {
        var request = new RecordedRequest(body)
        {
            Number = number,
            Api = route.Api,
            Method = context.Request.Method,
            Path = context.Request.Path.Value ?? "/",
            Query = context.Request.Query.ToDictionary(static pair => pair.Key, static pair => pair.Value.ToString()),
            Headers = new ReadOnlyDictionary<string, string>(context.Request.Headers.ToDictionary(
                static pair => pair.Key, static pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase)),
            ReceivedAt = time.GetUtcNow(),
            ConnectionId = context.Connection.Id,
            IsAzure = route.Deployment is not null,
        };
        request.Model = Text(request, "model") ?? route.Deployment;
        request.IsStreamed = route.CanStream && (Flag(request, "stream") ?? route.StreamsByDefault);
        return request;
    }

    private static string? Text(RecordedRequest request, string name) =>
        Property(request, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static bool? Flag(RecordedRequest request, string name) => Property(request, name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static JsonElement? Property(RecordedRequest request, string name) =>
        request.JsonOrNull is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty(name, out var value)
            ? value
            : null;
}
