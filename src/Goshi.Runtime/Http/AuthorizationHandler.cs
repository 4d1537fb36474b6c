using System.Net.Http.Headers;
using System.Reflection;

namespace Goshi.Http;

/// <summary>
/// Adds the key and who pays. A key may be set, or replaced, while the application runs: the variables are read once a second
/// at most, and for each request while there is no key.
/// </summary>
internal sealed class AuthorizationHandler(
    ConnectionSettings settings, Func<string, string?> environment, ConnectionStatistics statistics, TimeProvider time) : DelegatingHandler
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    private static readonly string UserAgent =
        $"Goshi/{typeof(AuthorizationHandler).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0"}";

    // What the variables held last, as requests carry it.
    private Sender? _last;

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

    /// <summary>
    /// Takes a key of ours off a request that was sent: its response goes to the caller, who may log it. A key that somebody
    /// else put there stays, for a retry needs it.
    /// </summary>
    public static void RemoveKey(HttpResponseMessage response)
    {
        if (RequestTrace.Of(response) is not null)
        {
            response.RequestMessage!.Headers.Remove("Authorization");
            response.RequestMessage.Headers.Remove("api-key");
        }
    }

    private void Prepare(HttpRequestMessage request)
    {
        var sender = CurrentSender();
        Set(request.Headers, settings.IsAzure ? "api-key" : "Authorization", sender.Authorization);
        Set(request.Headers, "OpenAI-Organization", sender.Organization);
        Set(request.Headers, "OpenAI-Project", sender.Project);
        if (!request.Headers.NonValidated.Contains("User-Agent"))
        {
            request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        }

        sender.Trace.AttachTo(request);
    }

    private Sender CurrentSender()
    {
        var now = time.GetTimestamp();
        if (_last is { } last && time.GetElapsedTime(last.ReadAt, now) < Freshness)
        {
            return last;
        }

        var key = settings.ApiKeyVariable is { } variable ? Read(variable) ?? throw MissingKey(variable) : null;
        var organization = Read(settings.OrganizationVariable);
        var project = Read(settings.ProjectVariable);
        string[] secrets = [.. new[] { key, organization, project }.OfType<string>()];
        return _last = new Sender(
            now,
            key is null || settings.IsAzure ? key : "Bearer " + key,
            organization,
            project,
            new RequestTrace(settings.ApiKeyVariable, secrets, settings.BaseUrl));
    }

    // A retried message may have it already.
    private static void Set(HttpRequestHeaders headers, string name, string? value)
    {
        if (value is not null)
        {
            headers.Remove(name);
            headers.TryAddWithoutValidation(name, value);
        }
    }

    // A line break in the value would be a header of its own, and quotes that a copied key brings along are not ASCII.
    private string? Read(string? variable) =>
        variable is not null && environment(variable)?.Trim() is { Length: > 0 } value && !value.AsSpan().ContainsAnyExceptInRange(' ', '~')
            ? value
            : null;

    private ProviderException MissingKey(string variable)
    {
        var where = settings.BaseUrl.Host.Equals("api.openai.com", StringComparison.OrdinalIgnoreCase)
            ? "; keys are made at https://platform.openai.com/api-keys" : "";
        return new ProviderException(
            $"{settings.Provider} needs a key, but the environment variable {variable} is not set, or holds what no key has: a line break, a curly quote, a letter beyond ASCII. "
            + $"Nothing was sent. Set it{where}, or name another variable with api_key_env in goshi.yaml.",
            settings.Provider)
        {
            IsMissingKey = true,
            Code = "missing_api_key",
        };
    }

    private sealed class Sender(long readAt, string? authorization, string? organization, string? project, RequestTrace trace)
    {
        public long ReadAt => readAt;

        public string? Authorization => authorization;

        public string? Organization => organization;

        public string? Project => project;

        public RequestTrace Trace => trace;
    }
}
