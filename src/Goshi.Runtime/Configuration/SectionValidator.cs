using Goshi.Configuration.Rules;

namespace Goshi.Configuration;

/// <summary>Checks each section for itself: its values, and its values against one another.</summary>
internal static class SectionValidator
{
    public static void Examine(LlmOptions llm, OptionsFindings findings)
    {
        Values(llm.Bag, findings);
        Values(llm.Local.Bag, findings);
        Add(findings, llm.Local.Bag, CrossRules.Address(KeyScope.Local, llm.Local.Bag.Text("url")));
        Add(findings, llm.Local.Bag, CrossRules.LocalPorts(llm.Local.Bag.Text("url"), (int?)llm.Local.Bag.Own("port")));
        CrossValues(llm.Bag, llm.Bag.Written, isOllama: !ReachesOthersThanOllama(llm), findings);

        foreach (var provider in llm.Providers)
        {
            Values(provider.Bag, findings);
            CrossValues(provider.Bag, provider.Bag.Written, provider.Api == ProviderApi.Ollama, findings);
            Provider(llm, provider, findings);
        }

        foreach (var profile in llm.Profiles)
        {
            Values(profile.Bag, findings);
            // What it writes itself; against the values of its targets it is held where those are known.
            CrossValues(profile.Bag, profile.Bag.Own, isOllama: false, findings);
        }
    }

    // Where every call goes to Ollama, its deadlines are the ones to compare with.
    private static bool ReachesOthersThanOllama(LlmOptions llm) => llm.Profiles.Prepend<ProfileOptions?>(null).Any(profile =>
        TargetResolution.Primaries(llm, profile)
            .Concat(((profile?.Bag ?? llm.Bag).Own("fallback") as string[] ?? []).Select(static entry => entry.Split('/')[0]))
            .Any(name => llm.FindProvider(name) is { Api: not ProviderApi.Ollama }));

    private static void Values(SettingBag bag, OptionsFindings findings)
    {
        foreach (var (rule, value) in bag.WrittenValues)
        {
            if ((rule.Scope & bag.Scope) == 0)
            {
                findings.Error(TargetSentences.Misplaced(bag.Path + "." + rule.Name, KeyPlaces.Of(rule.Name)));
            }
            else if (ValueRules.Check(rule, value) is { } problem)
            {
                findings.Error($"{bag.Path}.{rule.Name} {problem.Message}");
            }
        }
    }

    private static void CrossValues(SettingBag bag, Func<string, object?> written, bool isOllama, OptionsFindings findings)
    {
        foreach (var finding in CrossRules.Section(bag.Own, written, isOllama))
        {
            Add(findings, bag, finding);
        }
    }

    private static void Provider(LlmOptions llm, ProviderOptions provider, OptionsFindings findings)
    {
        var path = provider.Bag.Path;
        if (provider.BaseUrl.Length == 0)
        {
            findings.Error(TargetSentences.MissingKey(path, "base_url", "the address that its calls and its key go to"));
        }

        if (provider.Api == ProviderApi.AzureOpenAI && !provider.IsWritten("api_version"))
        {
            findings.Error(TargetSentences.MissingKey(path, "api_version", "the api-version of Azure OpenAI, such as 2024-10-21"));
        }

        Add(findings, provider.Bag, CrossRules.Address(provider.Bag.Scope, provider.Bag.Text("base_url")));
        Add(findings, provider.Bag, CrossRules.Unencrypted(provider.BaseUrl, provider.ApiKeyEnv));

        var limit = provider.MaxCostPerSession is not null ? path : llm.MaxCostPerSession is not null ? llm.Bag.Path : null;
        if (!provider.Free)
        {
            Add(findings, provider.Bag, CrossRules.Overshoot(provider.EstimateBeforeRequest, limit is null ? null : limit + ".max_cost_per_session"));
        }
    }

    private static void Add(OptionsFindings findings, SettingBag bag, RuleFinding? finding)
    {
        if (finding is not null)
        {
            findings.Add(finding.IsError, $"{bag.Path}: {finding.Message}");
        }
    }
}
