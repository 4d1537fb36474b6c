namespace Goshi.Cost;

/// <summary>What is known about an attempt when it ends.</summary>
internal readonly record struct AttemptFacts
{
    public required AttemptEnd End { get; init; }

    /// <summary>The usage that the server reported; null: none came, which is not the same as 0.</summary>
    public TokenUsage? Reported { get; init; }

    /// <summary>Whether that usage came with or after the end of the answer, so that it is no running count.</summary>
    public bool IsReportedFinal { get; init; }

    /// <summary>The expected number of prompt tokens.</summary>
    public long PromptExpectation { get; init; }

    /// <summary>UTF-8 bytes of the content that arrived: text, reasoning, refusals, tool calls.</summary>
    public long ContentBytes { get; init; }

    /// <summary>The token limit that was sent; null: none.</summary>
    public int? TokenLimit { get; init; }

    /// <summary>How many answers were asked for (<c>n</c>). 0 means 1.</summary>
    public int Choices { get; init; }

    /// <summary>The time since the request was sent.</summary>
    public TimeSpan Waited { get; init; }
}
