namespace Goshi.Loopback;

/// <summary>An answer of <c>/api/embed</c>.</summary>
internal sealed class OllamaEmbedFormat(Exchange exchange, Reply reply) : OllamaFormat(exchange, reply)
{
    protected override Rendering Answer() => Body(Json.Compact(json =>
    {
        json.WriteString("model", Reply.Model ?? Exchange.Model);
        json.WriteStartArray("embeddings");
        foreach (var vector in Embedding.Of(Exchange, Reply))
        {
            json.WriteStartArray();
            foreach (var value in vector)
            {
                json.WriteNumberValue(value);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteNumber("total_duration", 14_000_000);
        json.WriteNumber("load_duration", 1_000_000);
        if (Reply.ReportsUsage)
        {
            json.WriteNumber("prompt_eval_count", Reply.Usage?.Prompt ?? Tokens.Prompt(Exchange));
        }
    }));
}
