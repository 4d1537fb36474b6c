using Microsoft.CodeAnalysis.Text;

namespace Goshi.Generators.Text;

/// <summary>The first place where a text stops being JSON.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Span">Where; empty at the end of the text.</param>
/// <param name="Message">The same in words, without a final stop and with at most one character of the text.</param>
internal sealed record JsonError(JsonErrorKind Kind, TextSpan Span, string Message);
