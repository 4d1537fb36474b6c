using System.Text.Json;

namespace Goshi.Wire;

/// <summary>The JSON of the wire types, for libraries that bring their own HTTP and ask for serializer options, such as Refit.</summary>
public static class GoshiJson
{
    /// <summary>
    /// Reads and writes the requests and answers of the typed interfaces without reflection; other types are refused. Read-only
    /// and safe for concurrent use.
    /// </summary>
    public static JsonSerializerOptions Options => WireJsonContext.Default.Options;
}
