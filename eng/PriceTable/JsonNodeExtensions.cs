using Goshi.Generators.Text;

namespace Goshi.PriceChecks;

/// <summary>Short ways through a scanned document that has bound without findings.</summary>
internal static class JsonNodeExtensions
{
    extension(JsonNode node)
    {
        /// <summary>The value of a member, or null.</summary>
        public JsonNode? Get(string name) => node.Members.FirstOrDefault(member => member.Name == name)?.Value;

        /// <summary>The items of a list that may be absent.</summary>
        public JsonNode[] List(string name) => node.Get(name)?.Items ?? [];

        /// <summary>The text of a member, or null.</summary>
        public string? Text(string name) => node.Get(name)?.Text;
    }
}
