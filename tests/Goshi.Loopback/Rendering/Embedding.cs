using System.Text.Json;

namespace Goshi.Loopback;

/// <summary>Vectors that depend on the text alone, so that equal texts are equal and others are not.</summary>
internal static class Embedding
{
    private const int DefaultDimensions = 8;

    /// <summary>The scripted vectors, else one unit vector per input.</summary>
    public static IReadOnlyList<float[]> Of(Exchange exchange, Reply reply)
    {
        if (reply.Vectors is { } vectors)
        {
            return vectors;
        }

        var body = exchange.Request.Json;
        var dimensions = body.TryGetProperty("dimensions", out var wanted) && wanted.TryGetInt32(out var count)
            ? count
            : DefaultDimensions;
        return [.. Inputs(body).Select(input => Vector(input, dimensions))];
    }

    private static IEnumerable<string> Inputs(JsonElement body)
    {
        if (!body.TryGetProperty("input", out var input))
        {
            return [];
        }

        // A list of numbers is one input that was turned into tokens already.
        var isList = input.ValueKind == JsonValueKind.Array
            && input.EnumerateArray().All(static item => item.ValueKind is JsonValueKind.String or JsonValueKind.Array);
        return isList ? input.EnumerateArray().Select(static item => item.ToString()) : [input.ToString()];
    }

    private static float[] Vector(string text, int dimensions)
    {
        const uint offsetBasis = 2166136261;
        const uint prime = 16777619;
        var vector = new float[dimensions];
        var hash = offsetBasis;
        for (var i = 0; i < dimensions; i++)
        {
            foreach (var character in text)
            {
                hash = (hash ^ character) * prime;
            }

            hash = (hash ^ (uint)i) * prime;
            vector[i] = (hash / (float)uint.MaxValue) - 0.5f;
        }

        var length = MathF.Sqrt(vector.Sum(static value => value * value));
        return [.. vector.Select(value => value / length)];
    }
}
