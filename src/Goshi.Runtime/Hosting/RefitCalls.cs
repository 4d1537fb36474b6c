using System.ComponentModel;
using System.Net.Http.Headers;
using Goshi.Resilience;

namespace Goshi.Hosting;

/// <summary>What the generated clients for Refit do around Refit's runner. Used by generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RefitCalls
{
    private static readonly AuthenticationHeaderValue EmptyCredential = new("Bearer");

    /// <summary>Leaves a place for the key, which Refit fills from the settings' authorization getter.</summary>
    /// <remarks>
    /// Only where there is a getter: an empty credential would be sent as it is, in place of one among the client's default headers.
    /// </remarks>
    /// <param name="request">The request.</param>
    /// <param name="hasGetter">Whether the settings have a getter.</param>
    /// <exception cref="ArgumentNullException">The request is null.</exception>
    public static void AskForKey(HttpRequestMessage request, bool hasGetter)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (hasGetter)
        {
            request.Headers.Authorization = EmptyCredential;
        }
    }

    /// <summary>The answer, where Refit makes nothing of an empty body.</summary>
    /// <typeparam name="T">The type of the answer.</typeparam>
    /// <param name="call">The call.</param>
    /// <param name="provider">The provider's name, as in goshi.yaml.</param>
    /// <exception cref="ArgumentNullException">The call is null.</exception>
    /// <exception cref="ProviderException">The provider answered with success, but with no answer.</exception>
    public static async Task<T> RequireAsync<T>(Task<T?> call, string provider)
    {
        ArgumentNullException.ThrowIfNull(call);
        var answer = await call.ConfigureAwait(false);
        return answer is not null && !EqualityComparer<T>.Default.Equals(answer, default)
            ? answer
            : throw new ProviderException(
                $"{provider} answered with an empty body or with null. Check that the client's base address names an API, and not a web page.", provider)
                .AsAttempt(provider, null);
    }
}
