using System.Net.Http.Headers;
using System.Reflection;

namespace Goshi.Http;

/// <summary>
/// Adds the key and who pays. The variables are read for each request: a key may be set, or replaced, while the application runs.
/// </summary>
internal sealed class AuthorizationHandler(
    ConnectionSettings settings, Func<string, string?> environment, ConnectionStatistics statistics) : DelegatingHandler
{
    private static readonly string UserAgent =
        $"Goshi/{typeof(AuthorizationHandler).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0"}";

    /// <exception cref="ProviderException">The variable of the key is not set; nothing was sent.</exception>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            Prepare(request);
        }
        catch (ProviderException exception)
        {
            return Task.FromException<HttpResponseMessage>(exception);
        }

        statistics.CountRequest();
        return base.SendAsync(request, cancellationToken);
    }

    private void Prepare(HttpRequestMessage request)
    {
        List<string> secrets = [];
        if (settings.ApiKeyVariable is { } variable)
        {
            var key = Read(variable) ?? throw MissingKey(variable);
            secrets.Add(key);
            if (settings.IsAzure)
            {
                Set(request.Headers, "api-key", key);
            }
            else
            {
                Set(request.Headers, "Authorization", "Bearer " + key);
            }
        }

        AddAccount(request.Headers, "OpenAI-Organization", settings.OrganizationVariable, secrets);
        AddAccount(request.Headers, "OpenAI-Project", settings.ProjectVariable, secrets);
        if (!request.Headers.NonValidated.Contains("User-Agent"))
        {
            request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        }

        new RequestTrace(settings.ApiKeyVariable, secrets, settings.BaseUrl).AttachTo(request);
    }

    private void AddAccount(HttpRequestHeaders headers, string name, string? variable, List<string> secrets)
    {
        if (variable is not null && Read(variable) is { } value)
        {
            secrets.Add(value);
            Set(headers, name, value);
        }
    }

    // A retried message may have it already. A line break in the value would be a header of its own.
    private static void Set(HttpRequestHeaders headers, string name, string value)
    {
        headers.Remove(name);
        headers.TryAddWithoutValidation(name, value);
    }

    private string? Read(string variable) =>
        environment(variable)?.Trim() is { Length: > 0 } value && value.AsSpan().IndexOfAny('\r', '\n', '\0') < 0 ? value : null;

    private ProviderException MissingKey(string variable)
    {
        var where = settings.BaseUrl.Host.Equals("api.openai.com", StringComparison.OrdinalIgnoreCase)
            ? "; keys are made at https://platform.openai.com/api-keys" : "";
        return new ProviderException(
            $"{settings.Provider} needs a key, but the environment variable {variable} is not set, or holds no usable value. "
            + $"Nothing was sent. Set it{where}, or name another variable with api_key_env in goshi.yaml.",
            settings.Provider)
        {
            IsMissingKey = true,
            Code = "missing_api_key",
        };
    }
}
