using System;
using System.Collections.Generic;
using System.Linq;
using Goshi.Configuration.Rules;
using Goshi.Generators.Diagnostics;

namespace Goshi.Generators.Binding;

/// <summary>Checks every target that llm or a profile can reach.</summary>
internal sealed class TargetRules(BoundConfig config, TargetResolver resolver, SectionRules sections, ConfigFindings findings)
{
    // Thousands of profiles, each with a fallback of thousands: nobody's file, and no compiler should wait for it.
    private const int MostTargets = 10_000;

    private static readonly TimeSpan DefaultFailover = TimeSpan.FromSeconds(30);

    private readonly ModelRules _models = new(config, findings);

    /// <summary>Checks all of them.</summary>
    public void Check()
    {
        CheckModelOverruled();
        var prices = new PriceRules(config, _models, findings);
        var seen = 0;
        foreach (var caller in config.Callers)
        {
            if (findings.IsFull || seen > MostTargets)
            {
                return;
            }

            var primaries = resolver.Primaries(caller);
            var fallback = resolver.Fallback(caller).Select(static pair => pair.Target).ToList();
            seen += primaries.Count + fallback.Count;
            foreach (var target in primaries.Concat(fallback).TakeWhile(_ => !findings.IsFull))
            {
                if (!ReferenceEquals(caller, config.Llm))
                {
                    sections.CheckProfile(target);
                }

                _models.Check(target);
                prices.Check(target);
            }

            CheckRetryWaits(caller, primaries, fallback);
            if (primaries.Count > 0)
            {
                CheckModelOwner(caller);
            }

            // The default fallback of openai is ollama, which is free.
            var hasFreeFallback = fallback.Any(static target => target.Provider.IsFree)
                || (config.Find(caller, "fallback") is null && config.PrimaryOf(caller) == "openai" && config.FindProvider("ollama")!.IsFree);
            if (primaries.Count > 0)
            {
                prices.CheckFreeFallback(caller, primaries[0], hasFreeFallback);
            }
        }
    }

    /// <summary>Every target before the last one is left when its time is up.</summary>
    private void CheckRetryWaits(BoundSection caller, IReadOnlyList<Target> primaries, List<Target> fallback)
    {
        var isDefault = config.Find(caller, "fallback") is null;
        foreach (var target in primaries.Where(primary => fallback.Count > 0 || (isDefault && primary.Provider.Name == "openai")).Concat(fallback.Take(fallback.Count - 1)))
        {
            BoundValue? Written(string key) => target.Provider.Section.Find(key) ?? config.Llm.Find(key);
            var times = new SectionTimes(key => Written(key)?.Value, target.Provider.IsOllama);
            var wait = times.BackoffMin;
            var failover = config.Find(caller, "failover_after");
            if (wait >= (failover?.Value as TimeSpan? ?? DefaultFailover)
                && wait <= times.BackoffMax // else it is an error already
                && Written("max_retries")?.Value is not 0
                && (Written("retry_backoff_min") ?? failover) is { } place)
            {
                findings.Report(
                    Descriptors.RetryOutlastsFailover, place.Span,
                    TargetSentences.RetryOutlastsFailover(
                        Written("retry_backoff_min")?.Path ?? "retry_backoff_min", wait,
                        failover?.Path ?? "failover_after", failover?.Value as TimeSpan? ?? DefaultFailover, target.Provider.Name));
            }
        }
    }

    /// <summary>llm's model is for one provider; where that writes its own, llm's is never sent.</summary>
    private void CheckModelOverruled()
    {
        if (config.Llm.Find("model") is { } model
            && config.Providers.FirstOrDefault(provider => resolver.Owns(provider, (string)model.Value, config.PrimaryOf(config.Llm))) is { } owner
            && owner.Section.Find("model") is { } own
            && !own.Value.Equals(model.Value))
        {
            findings.Report(Descriptors.ModelNeverUsed, model.Span, TargetSentences.Overruled((string)model.Value, model.Path, owner.Name, own.Path));
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
