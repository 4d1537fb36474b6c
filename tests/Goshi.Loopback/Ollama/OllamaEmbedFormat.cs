namespace Goshi.Loopback;

/// <summary>An answer of <c>/api/embed</c>.</summary>
internal sealed class OllamaEmbedFormat(Exchange exchange) : OllamaFormat(exchange)
{
    protected override Rendering Answer(Reply reply) => Body(Json.Compact(json =>
    {
        json.WriteString("model", reply.Model ?? Exchange.Model);
        json.WriteStartArray("embeddings");
        foreach (var vector in Embedding.Of(Exchange, reply))
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
        if (reply.ReportsUsage)
        {
            json.WriteNumber("prompt_eval_count", reply.Usage?.Prompt ?? Tokens.Prompt(Exchange));
        }
    }));
}
