namespace Goshi.Loopback;

/// <summary>Where in a reply a step happens.</summary>
internal readonly record struct Place(Stage Stage, int Chunk = 0);

internal enum Stage
{
    BeforeHeaders,
    AfterHeaders,

    /// <summary>After what comes before the content, and with a number after that many chunks.</summary>
    AfterChunk,

    /// <summary>In the middle of the chunk of that number, counted from 1.</summary>
    InsideChunk,

    /// <summary>After each chunk but the last.</summary>
    BetweenChunks,

    AfterContent,
    AfterFinish,
    BeforeDone,
    AfterDone,
}
