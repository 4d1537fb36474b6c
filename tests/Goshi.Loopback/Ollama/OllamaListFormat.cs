using System.Text.Json;

namespace Goshi.Loopback;

/// <summary>An answer of <c>/api/tags</c>, <c>/api/ps</c> or <c>/api/version</c>.</summary>
internal sealed class OllamaListFormat(Exchange exchange, Reply reply, OllamaOperation operation) : OllamaFormat(exchange, reply)
{
    protected override Rendering Answer() => Body(Json.Compact(json =>
    {
        if (operation == OllamaOperation.Version)
        {
            json.WriteString("version", ((OllamaScript)Exchange.Script).Version);
            return;
        }

        json.WriteStartArray("models");
        foreach (var model in Exchange.Script.Models)
        {
            json.WriteStartObject();
            WriteModel(json, model);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }));

    private void WriteModel(Utf8JsonWriter json, string model)
    {
        json.WriteString("name", model);
        json.WriteString("model", model);
        if (operation == OllamaOperation.Tags)
        {
            json.WriteString("modified_at", Now);
        }

        json.WriteNumber("size", 4_920_753_328);
        json.WriteString("digest", "46e0c10c039e019119339687c3c1757cc81b9da49709a3b3924863ba87ca666e");
        json.WriteStartObject("details");
        json.WriteString("parent_model", "");
        json.WriteString("format", "gguf");
        json.WriteString("family", "llama");
        json.WriteStartArray("families");
        json.WriteStringValue("llama");
        json.WriteEndArray();
        json.WriteString("parameter_size", "8.0B");
        json.WriteString("quantization_level", "Q4_K_M");
        json.WriteEndObject();
        if (operation == OllamaOperation.Loaded)
        {
            json.WriteString("expires_at", Now);
            json.WriteNumber("size_vram", 4_920_753_328);
            json.WriteNumber("context_length", 4096);
        }
    }
}
