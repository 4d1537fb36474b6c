using System.Runtime.InteropServices;
using System.Text.Json;

namespace Goshi.Loopback;

/// <summary>An answer of <c>/v1/embeddings</c>.</summary>
internal sealed class OpenAIEmbeddingFormat(Exchange exchange, Reply reply) : OpenAIFormat(exchange, reply)
{
    protected override Rendering Answer() => Body(Json.Indented(json =>
    {
        var vectors = Embedding.Of(Exchange, Reply);
        var isBase64 = Exchange.Request.Json.TryGetProperty("encoding_format", out var format)
            && format.ValueEquals("base64");
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        for (var i = 0; i < vectors.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("object", "embedding");
            json.WriteNumber("index", i);
            WriteVector(json, vectors[i], isBase64);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("model", Reply.Model ?? Exchange.Model);
        if (Reply.ReportsUsage)
        {
            var tokens = Reply.Usage?.Prompt ?? Tokens.Prompt(Exchange);
            json.WriteStartObject("usage");
            json.WriteNumber("prompt_tokens", tokens);
            json.WriteNumber("total_tokens", tokens);
            json.WriteEndObject();
        }
    }));

    private static void WriteVector(Utf8JsonWriter json, float[] vector, bool isBase64)
    {
        if (isBase64)
        {
            json.WriteBase64String("embedding", MemoryMarshal.AsBytes<float>(vector));
            return;
        }

        json.WriteStartArray("embedding");
        foreach (var value in vector)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
