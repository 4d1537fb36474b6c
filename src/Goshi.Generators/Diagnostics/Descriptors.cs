namespace Goshi.Generators.Diagnostics;

/// <summary>Every diagnostic of the generator: one id, one message; ids are never used again.</summary>
/// <remarks>
/// 0xx file and syntax, 1xx unknown or mistyped keys, 2xx references, 3xx resilience and budget, 4xx pricing and
/// models, 5xx uses in C# code. A descriptor is made with <c>new</c> and a constant id, which release tracking reads. There is no
/// help link: the place where docs/diagnostics.md will be served is not known, and a link that leads nowhere helps nobody.
/// </remarks>
internal static partial class Descriptors
{
    /// <summary>The category of all of them.</summary>
    private const string Category = "Goshi";
}
