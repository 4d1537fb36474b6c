using System.Text.Json;

namespace Goshi.Loopback;

/// <summary>An answer of <c>/v1/models</c>, or of <c>/v1/models/NAME</c>.</summary>
internal sealed class OpenAIModelFormat(Exchange exchange, Reply reply, string? name) : OpenAIFormat(exchange, reply)
{
    protected override Rendering Answer() => Body(Json.Indented(json =>
    {
        if (name is not null)
        {
            WriteModel(json, name);
            return;
        }

        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var model in Exchange.Script.Models)
        {
            json.WriteStartObject();
            WriteModel(json, model);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }));

    private static void WriteModel(Utf8JsonWriter json, string model)
    {
        json.WriteString("id", model);
        json.WriteString("object", "model");
        json.WriteNumber("created", 1_700_000_000);
        json.WriteString("owned_by", "system");
    }
}
