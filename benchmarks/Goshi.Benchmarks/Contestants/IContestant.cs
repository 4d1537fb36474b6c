namespace Goshi.Benchmarks.Contestants;

/// <summary>One way to ask the server. Each builds its request anew, as an application does.</summary>
internal interface IContestant : IDisposable
{
    string Name { get; }

    /// <summary>Asks for a whole answer.</summary>
    Task<string> AskAsync(string prompt);

    /// <summary>Asks for a stream and reads it to its end.</summary>
    Task<Streamed> StreamAsync(string prompt);
}
