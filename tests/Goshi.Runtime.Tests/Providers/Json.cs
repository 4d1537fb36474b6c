using System.Text;
using System.Text.Json.Nodes;

namespace Goshi.Runtime.Tests.Providers;

/// <summary>Compares JSON as JSON: the order of properties and the blanks between do not count.</summary>
internal static class Json
{
    public static void AssertEqual(string expected, ReadOnlyMemory<byte> actual)
    {
        var text = Encoding.UTF8.GetString(actual.Span);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(text)), $"Expected {expected}\nbut got  {text}");
    }
}
