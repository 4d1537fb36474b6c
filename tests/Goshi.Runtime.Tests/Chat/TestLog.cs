using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Goshi.Runtime.Tests.Chat;

/// <summary>Keeps every log line.</summary>
internal sealed class TestLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<(EventId Id, LogLevel Level, string Text)> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines.Select(static line => $"{line.Level} {line.Id.Name}: {line.Text}")];

    public IReadOnlyList<string> Of(string name) => [.. _lines.Where(line => line.Id.Name == name).Select(static line => line.Text)];

    /// <summary>Whether lines are dropped, for runs that write very many.</summary>
    public bool IsSilent { get; set; }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => !IsSilent;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((eventId, logLevel, formatter(state, exception) + exception));

    public void Dispose()
    {
    }
}
