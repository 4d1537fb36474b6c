using Microsoft.Extensions.DependencyInjection;

namespace Goshi.Benchmarks.Contestants;

/// <summary>The generated clients of goshi.yaml, at the benchmark's server.</summary>
internal static class GoshiServices
{
    public static ServiceProvider Create(
        Uri baseUrl, Action<GoshiOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        Environment.SetEnvironmentVariable(Keys.Variable, Keys.Value);
        var collection = new ServiceCollection();
        services?.Invoke(collection);
        return collection
            .AddGoshi(options =>
            {
                options.OpenAI.BaseUrl = baseUrl.ToString();
                options.OpenAI.Free = false; // a loopback address counts as free, and cost and budget are duties
                options.Second.BaseUrl = baseUrl.ToString();
                options.Second.Free = false;
                configure?.Invoke(options);
            })
            .BuildServiceProvider();
    }
}
