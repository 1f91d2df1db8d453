using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace PlatformOperator.Testing;

/// <summary>Keeps every line that is logged, of every level, with the parts that it was made of.</summary>
public sealed class CapturingLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = new();

    /// <summary>What was logged so far.</summary>
    public string Text => string.Join('\n', lines);

    public ILogger CreateLogger(string categoryName) => new Logger(lines);

    public void Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            lines.Enqueue(Parts(state));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{formatter(state, exception)} {Parts(state)} {exception}");

        private static string Parts<TState>(TState state) =>
            state is IEnumerable<KeyValuePair<string, object?>> parts ? string.Join(' ', parts.Select(part => $"{part.Key}={part.Value}")) : $"{state}";
    }
}
