using Goshi.Cost;

namespace Goshi.Chat;

/// <summary>What a call would cost before it is made.</summary>
internal static class CostForecast
{
    /// <summary>Low: the expected prompt and no answer. High: the prompt's bound and an answer as long as it may be.</summary>
    public static CostEstimate Of(ChatCall call, ChatTarget target)
    {
        var request = target.AdmissionRequest(call);
        var most = request.TokenLimit ?? AdmissionRules.DefaultCap(request.ModelTokenLimit);
        var (low, high) = request.Billing is Billing.Priced ? Range(call, in request, most) : (0m, 0m);
        return new CostEstimate(low, high, call.PromptExpectation, call.PromptBound, most, request.Billing is not Billing.Unpriced);
    }

    private static (decimal Low, decimal High) Range(ChatCall call, in AdmissionRequest request, int most)
    {
        var prompt = new TokenUsage { InputTokens = call.PromptExpectation };
        var low = request.Price!.TryCalculate(in prompt, out var usd) ? usd : 0;
        return (low, AdmissionRules.WorstCase(in request, most) is { } worst ? Money.FromPico(worst) : low);
    }
}
