using Goshi.Configuration;
using Goshi.Resilience;

namespace Goshi.Chat;

/// <summary>One provider with one embedding model.</summary>
/// <param name="Provider">The provider's connections, breaker and pipeline.</param>
/// <param name="Resolved">The model and the options that apply.</param>
/// <param name="Deadlines">The longest times of one attempt.</param>
internal sealed record EmbeddingTarget(ProviderRuntime Provider, ResolvedTarget Resolved, DeadlineSettings Deadlines)
{
    public string Model => Resolved.Model!;

    /// <summary>provider/model, as in logs and errors.</summary>
    public string Name => $"{Provider.Name}/{Model}";
}
