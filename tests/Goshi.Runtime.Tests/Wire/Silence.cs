using System.Text;

namespace Goshi.Runtime.Tests.Wire;

/// <summary>A body that says something and then nothing more, without ending; or does something else in place of going on.</summary>
internal sealed class Silence(string text, Action? then = null) : BodyStream
{
    private byte[]? _bytes = Encoding.UTF8.GetBytes(text);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_bytes is { Length: > 0 } bytes)
        {
            if (buffer.IsEmpty)
            {
                return 0;
            }

            _bytes = null;
            bytes.CopyTo(buffer);
            return bytes.Length;
        }

        then?.Invoke();
        var never = new TaskCompletionSource<int>();
        await using var registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
        return await never.Task;
    }
}
