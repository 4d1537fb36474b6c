namespace Goshi.Wire;

/// <summary>Whether, and which, tools the model calls.</summary>
public readonly record struct OpenAIToolChoice
{
    private OpenAIToolChoice(string mode, string? function) => (Mode, Function) = (mode, function);

    /// <summary><c>none</c>, <c>auto</c>, <c>required</c> or <c>function</c>.</summary>
    public string Mode { get; }

    /// <summary>The function that must be called; null unless <see cref="Mode"/> is <c>function</c>.</summary>
    public string? Function { get; }

    /// <summary>The model calls no tool.</summary>
    public static OpenAIToolChoice None { get; } = new("none", null);

    /// <summary>The model decides.</summary>
    public static OpenAIToolChoice Auto { get; } = new("auto", null);

    /// <summary>The model calls at least one tool.</summary>
    public static OpenAIToolChoice Required { get; } = new("required", null);

    /// <summary>The model calls one certain function.</summary>
    /// <param name="name">The function's name.</param>
    public static OpenAIToolChoice ForFunction(string name) => new("function", name);
}
