using System.Linq;
using Goshi.Configuration.Rules;
using Goshi.Generators.Diagnostics;

namespace Goshi.Generators.Binding;

/// <summary>Checks every target that llm or a profile can reach.</summary>
internal sealed class TargetRules(BoundConfig config, TargetResolver resolver, SectionRules sections, ConfigFindings findings)
{
    private readonly ModelRules _models = new(config, findings);

    /// <summary>Checks all of them.</summary>
    public void Check()
    {
        var prices = new PriceRules(config, _models, findings);
        foreach (var caller in config.Callers)
        {
            if (findings.IsFull)
            {
                return;
            }

            var primaries = resolver.Primaries(caller);
            var fallback = resolver.Fallback(caller).Select(static pair => pair.Target).ToList();
            foreach (var target in primaries.Concat(fallback).TakeWhile(_ => !findings.IsFull))
            {
                if (!ReferenceEquals(caller, config.Llm))
                {
                    sections.CheckProfile(target);
                }

                _models.Check(target);
                prices.Check(target);
            }

            CheckModelOwner(caller);

            // The default fallback of openai is ollama, which is free.
            var hasFreeFallback = fallback.Any(static target => target.Provider.IsFree)
                || (config.Find(caller, "fallback") is null && config.PrimaryOf(caller) == "openai" && config.FindProvider("ollama")!.IsFree);
            if (primaries.Count > 0)
            {
                prices.CheckFreeFallback(caller, primaries[0], hasFreeFallback);
            }
        }
    }

    /// <summary>Under auto, a model of OpenAI's is for the openai section; without one it silently never answers.</summary>
    private void CheckModelOwner(BoundSection caller)
    {
        var openai = config.FindProvider("openai")!;
        if (caller.Find("model") is { } model
            && ConfigName.AreEqual(config.PrimaryOf(caller), BoundConfig.Auto)
            && !openai.Section.IsWritten
            && resolver.Owns(openai, (string)model.Value, BoundConfig.Auto))
        {
            findings.Report(Descriptors.ModelNeverUsed, model.Span, TargetSentences.NeverUsed((string)model.Value, model.Path));
        }
    }
}
