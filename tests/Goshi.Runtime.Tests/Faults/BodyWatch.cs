using System.Collections.Concurrent;
using Goshi.Http;
using Goshi.Runtime.Tests.Wire;

namespace Goshi.Runtime.Tests.Faults;

/// <summary>Tells when the reader of a response has read all that came, and waits for more.</summary>
internal sealed class BodyWatch
{
    private readonly ConcurrentDictionary<(int Attempt, int Bytes), TaskCompletionSource> _waits = new();

    /// <summary>The body of an attempt's response, watched.</summary>
    public HttpContent Watch(HttpContent body, int attempt)
    {
        var watched = new Content(body, Reached);
        foreach (var header in body.Headers.NonValidated)
        {
            watched.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        return watched;

        void Reached(int bytes) => At(attempt, bytes).TrySetResult();
    }

    /// <summary>Waits until the reader has this much of the body of an attempt's response, and waits for more.</summary>
    public Task WaitAsync(int attempt, int bytes) => bytes == 0 ? Task.CompletedTask : At(attempt, bytes).Task.WaitAsync(TimeSpan.FromSeconds(30));

    private TaskCompletionSource At(int attempt, int bytes) =>
        _waits.GetOrAdd((attempt, bytes), static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private sealed class Content(HttpContent body, Action<int> waits) : WrappedContent(body)
    {
        protected override Stream Wrap(Stream body) => new Body(body, waits);
    }

    private sealed class Body(Stream inner, Action<int> waits) : BodyStream
    {
        private int _bytes;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = inner.ReadAsync(buffer, cancellationToken);
            if (!read.IsCompleted)
            {
                waits(_bytes);
            }

            var count = await read;
            _bytes += count;
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
