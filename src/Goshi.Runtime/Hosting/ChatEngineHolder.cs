namespace Goshi.Hosting;

/// <summary>Registers an engine under the chat interface that it serves; the container disposes both together.</summary>
internal sealed class ChatEngineHolder<TChat>(ChatEngine engine) : IDisposable
{
    public ChatEngine Engine => engine;

    public void Dispose() => engine.Dispose();
}
