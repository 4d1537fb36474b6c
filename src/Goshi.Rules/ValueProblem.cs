namespace Goshi.Configuration.Rules;

/// <summary>What is wrong with one value.</summary>
/// <param name="Kind">The sort of mistake.</param>
/// <param name="Message">A sentence without its subject and without a final stop: <c>must be ..., not 'x'</c>.</param>
internal sealed record ValueProblem(ValueProblemKind Kind, string Message);
