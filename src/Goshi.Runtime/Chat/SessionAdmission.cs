using Goshi.Cost;

namespace Goshi.Chat;

/// <summary>Asks a session to admit a request, and says why it may not go.</summary>
internal static class SessionAdmission
{
    /// <summary>Decides, and holds the worst case of the first attempt.</summary>
    /// <param name="session">The session to charge.</param>
    /// <param name="provider">The target's provider.</param>
    /// <param name="request">The request; changed to unpriced where its prompt turns out to have no price.</param>
    /// <param name="admission">The decision.</param>
    /// <returns>Null: it may go; else the refusal.</returns>
    /// <exception cref="ObjectDisposedException">The session was ended.</exception>
    public static BudgetExceededException? Ask(
        GoshiSession session, ProviderRuntime provider, ref AdmissionRequest request, out Admission admission)
    {
        admission = default;
        if (request.Billing is Billing.Unpriced && provider.DeniesUnpriced(session))
        {
            return Unpriced(session, provider, request.Model);
        }

        if (session.TryAdmit(in request, out admission))
        {
            return null;
        }

        if (admission.Verdict is AdmissionVerdict.Unpriced && !provider.DeniesUnpriced(session))
        {
            request = request with { Billing = Billing.Unpriced, Price = null };
            session.TryAdmit(in request, out admission);
            return null;
        }

        provider.Warn(session, admission.Refusal?.Warning);
        return admission.Refusal?.ToException() ?? Unpriced(session, provider, request.Model);
    }

    private static BudgetExceededException Unpriced(GoshiSession session, ProviderRuntime provider, string model) => new(
        $"The call to {provider.Name}/{model} was not sent: no price is known for this model at this tier and prompt length, so it cannot be kept under a limit. "
        + UnknownProvider(provider, model)
        + "Add its price under llm.pricing.models in goshi.yaml, set free: true for a provider that costs nothing, or allow it with llm.unpriced_model: warn.",
        provider.Name)
    {
        Model = model,
        SessionName = session.Name,
        Limit = session.Limit,
        Spent = session.Spent,
        Reserved = session.Reserved,
    };

    // provider/model with a provider that does not exist is a model's id, since those have slashes too.
    private static string UnknownProvider(ProviderRuntime provider, string model)
    {
        var slash = model.IndexOf('/', StringComparison.Ordinal);
        return slash <= 0 ? "" : $"'{model[..slash]}' is none of the providers ({string.Join(", ", provider.Options.Llm.Providers.Select(static known => known.Name))}), "
            + $"so the whole was taken for a model of {provider.Name}. ";
    }
}
