using System.Diagnostics.CodeAnalysis;
using Goshi.Configuration.Rules;

namespace Goshi.Configuration;

/// <summary>Ollama's address under the names that the goshi application gives it: <c>llm.local</c>.</summary>
public sealed class LocalOptions
{
    internal LocalOptions()
    {
    }

    /// <summary>Ollama's absolute http or https address.</summary>
    /// <value>Default: <c>http://localhost</c>. Setting null takes a written value back.</value>
    [AllowNull]
    public string Url
    {
        get => Bag.Text("url") ?? "http://localhost";
        set => Bag.Set("url", value);
    }

    /// <summary>Ollama's port, from 1 to 65535; used when <see cref="Url"/> has none.</summary>
    /// <value>Default: 11434.</value>
    public int Port
    {
        get => Bag.Get<int>("port");
        set => Bag.Set("port", value);
    }

    /// <summary>The address made of <see cref="Url"/> and <see cref="Port"/>.</summary>
    public string BaseUrl => LocalAddress.Compose(Url, Port);

    internal SettingBag Bag { get; } = new("llm.local", KeyScope.Local, null);
}
