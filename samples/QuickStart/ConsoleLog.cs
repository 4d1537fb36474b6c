using Microsoft.Extensions.Logging;

namespace QuickStart;

/// <summary>Shows what Goshi logs, one line each, between the answers.</summary>
internal sealed class ConsoleLog : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Lines(categoryName == "Goshi");

    public void Dispose()
    {
    }

    private sealed class Lines(bool enabled) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => enabled && logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                var text = formatter(state, exception);
                if (logLevel >= LogLevel.Warning)
                {
                    Screen.Line($"[yellow]  log {text}[/]");
                }
                else
                {
                    Screen.Line($"[grey]  log {text}[/]");
                }
            }
        }
    }
}
