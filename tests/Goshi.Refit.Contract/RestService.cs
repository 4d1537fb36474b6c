using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Refit;

public interface IRequestBuilder
{
    RefitSettings Settings { get; }
}

public static class RestService
{
    private static readonly ConcurrentDictionary<Type, Delegate> BySettings = new();
    private static readonly ConcurrentDictionary<Type, Delegate> ByBuilder = new();

    public static void RegisterGeneratedSettingsFactory<T>(Func<HttpClient, RefitSettings, T> factory) => BySettings[typeof(T)] = factory;

    public static void RegisterGeneratedFactory<T>(Func<HttpClient, IRequestBuilder, T> factory) => ByBuilder[typeof(T)] = factory;

    public static T ForGenerated<T>(HttpClient client, RefitSettings settings)
    {
        RuntimeHelpers.RunModuleConstructor(typeof(T).Module.ModuleHandle);
        return ((Func<HttpClient, RefitSettings, T>)BySettings[typeof(T)])(client, settings);
    }

    public static T For<T>(HttpClient client, RefitSettings settings)
    {
        RuntimeHelpers.RunModuleConstructor(typeof(T).Module.ModuleHandle);
        return ((Func<HttpClient, IRequestBuilder, T>)ByBuilder[typeof(T)])(client, new Builder(settings));
    }

    private sealed class Builder(RefitSettings settings) : IRequestBuilder
    {
        public RefitSettings Settings { get; } = settings;
    }
}
