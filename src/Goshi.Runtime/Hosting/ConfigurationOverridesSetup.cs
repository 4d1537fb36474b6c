using Goshi.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Goshi.Hosting;

/// <summary>Lays the application's configuration over goshi.yaml.</summary>
internal sealed class ConfigurationOverridesSetup<TOptions>(IConfiguration? configuration, string section) : IConfigureOptions<TOptions>
    where TOptions : LlmOptions
{
    public void Configure(TOptions options)
    {
        if (configuration?.GetSection(section) is { } overrides)
        {
            ConfigurationOverrides.Apply(options, overrides);
        }
    }
}
