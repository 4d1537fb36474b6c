using Goshi.Configuration;
using Goshi.Configuration.Rules;

namespace Goshi.Runtime.Tests.Configuration;

public sealed class LlmOptionsTests
{
    private readonly TestOptions _options = new();

    [Fact]
    public void Has_openai_and_ollama_first_and_always()
    {
        Assert.Equal(["openai", "ollama", "groq", "my-azure"], _options.Providers.Select(static p => p.Name));
        Assert.Equal(["openai", "ollama"], new BareOptions().Providers.Select(static p => p.Name));
    }

    [Fact]
    public void Replaces_a_provider_of_the_same_name_in_its_place()
    {
        var mine = _options.With(new OpenAIProviderOptions("OpenAI", ProviderApi.OpenAI, _options));

        Assert.Same(mine, _options.Providers[0]);
        Assert.Equal(4, _options.Providers.Count);
    }

    [Fact]
    public void Has_the_documented_defaults()
    {
        Assert.Equal("auto", _options.Provider);
        Assert.Null(_options.Model);
        Assert.Null(_options.Temperature);
        Assert.Null(_options.TokenLimit);
        Assert.Empty(_options.Needs);
        Assert.Empty(_options.Fallback);
        Assert.Equal(TimeSpan.FromSeconds(30), _options.FailoverAfter);
        Assert.Equal("warn", _options.UnpricedModel);
        Assert.Equal("drop", _options.UnsupportedParameter);
        Assert.Null(_options.MaxCostPerSession);
        Assert.True(_options.WarnOnHighCost);
        Assert.Equal(0.8, _options.WarnAt);
        Assert.Equal("fail", _options.OnBudgetExceeded);
        Assert.True(_options.TrackUsage);
        Assert.True(_options.EstimateBeforeRequest);
        Assert.Equal(3, _options.MaxRetries);
        Assert.Equal(5, _options.CircuitBreakerThreshold);
        Assert.Equal(TimeSpan.FromSeconds(30), _options.CircuitBreakerCooldown);
        Assert.Equal(TimeSpan.FromSeconds(30), _options.StreamIdleTimeout);
        Assert.Equal(TimeSpan.FromSeconds(90), _options.ConnectionIdleTimeout);
        Assert.Equal(TimeSpan.FromSeconds(300), _options.ConnectionLifetime);
        Assert.Equal(100, _options.MaxConnections);
    }

    [Fact]
    public void Falls_back_to_ollama_by_default_when_the_primary_is_openai()
    {
        _options.Provider = "openai";
        Assert.Equal(["ollama"], _options.Fallback);

        _options.Fallback = [];
        Assert.Empty(_options.Fallback);

        _options.Fallback = null;
        Assert.Equal(["ollama"], _options.Fallback);
    }

    [Fact]
    public void Denies_models_without_a_price_where_a_limit_applies()
    {
        _options.OpenAI.MaxCostPerSession = 1;
        Assert.True(_options.OpenAI.DeniesUnpricedModels);
        Assert.False(_options.Groq.DeniesUnpricedModels);
        Assert.Equal("warn", _options.UnpricedModel);

        _options.MaxCostPerSession = 1;
        Assert.True(_options.Groq.DeniesUnpricedModels);
        Assert.Equal("deny", _options.UnpricedModel);

        _options.UnpricedModel = "warn";
        Assert.False(_options.OpenAI.DeniesUnpricedModels);
    }

    [Fact]
    public void Keeps_its_own_copy_of_a_list()
    {
        var list = new[] { "ollama" };
        _options.Fallback = list;
        list[0] = "groq";

        Assert.Equal(["ollama"], _options.Fallback);
    }

    [Fact]
    public void Says_which_keys_are_written_and_takes_them_back()
    {
        Assert.False(_options.IsWritten("max_retries"));

        _options.MaxRetries = 3;
        Assert.True(_options.IsWritten("max_retries"));
        Assert.False(_options.OpenAI.IsWritten("max_retries"));

        _options.Reset("max_retries");
        Assert.False(_options.IsWritten("max_retries"));
    }

    [Fact]
    public void Knows_only_the_keys_of_its_section()
    {
        var exception = Assert.Throws<ArgumentException>(() => _options.OpenAI.IsWritten("max_retires"));
        Assert.StartsWith("llm.openai has no key 'max_retires'; did you mean 'max_retries'?", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => _options.OpenAI.Reset("num_ctx"));
    }

    [Fact]
    public void Refuses_every_change_once_frozen()
    {
        _options.Freeze();

        var exception = Assert.Throws<InvalidOperationException>(() => _options.OpenAI.MaxRetries = 1);
        Assert.StartsWith("llm.openai.max_retries cannot be changed any more", exception.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => _options.Model = "x");
        Assert.Throws<InvalidOperationException>(() => _options.Local.Port = 1);
        Assert.Throws<InvalidOperationException>(() => _options.Fast.Model = "x");
        Assert.Throws<InvalidOperationException>(() => _options.Fast.Reset("model"));
        Assert.Throws<InvalidOperationException>(() => _options.ConfigureHandler("openai", static inner => inner));
        Assert.Throws<InvalidOperationException>(() => _options.With(new ProfileOptions(_options, "late")));
        Assert.Throws<InvalidOperationException>(() => _options.With(new OllamaProviderOptions("late", _options)));
    }

    [Fact]
    public void Wraps_handlers_from_the_inside_out()
    {
        using var inner = new HttpClientHandler();
        _options.ConfigureHandler("MY_AZURE", static handler => new Wrapper("first", handler));
        _options.ConfigureHandler("my-azure", static handler => new Wrapper("second", handler));

        var wrapped = Assert.IsType<Wrapper>(_options.WrapHandler("my-azure", inner));
        Assert.Equal("second", wrapped.Name);
        Assert.Equal("first", Assert.IsType<Wrapper>(wrapped.InnerHandler).Name);
        Assert.Same(inner, _options.WrapHandler("groq", inner));
    }

    [Fact]
    public void Refuses_to_wrap_the_handler_of_an_unknown_provider()
    {
        var exception = Assert.Throws<ArgumentException>(() => _options.ConfigureHandler("grok", static inner => inner));
        Assert.StartsWith("Unknown provider 'grok'; did you mean 'groq'?", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_two_profiles_of_one_name_and_sections_of_other_options()
    {
        Assert.Throws<ArgumentException>(() => _options.With(new ProfileOptions(_options, "FAST")));
        Assert.Throws<ArgumentException>(() => _options.With(new OllamaProviderOptions("x", new TestOptions())));
        Assert.Throws<ArgumentException>(() => new ProfileOptions(_options, "not a name"));
        Assert.Throws<ArgumentException>(() => new OllamaProviderOptions("", _options));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OpenAIProviderOptions("x", ProviderApi.Ollama, _options));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OllamaProviderOptions("x", ProviderApi.OpenAI, _options));
    }

    // The generator writes an assignment for each written key and cannot ask the compiler for the property's name.
    [Theory]
    [InlineData(KeyScope.Llm, typeof(LlmOptions))]
    [InlineData(KeyScope.OpenAI, typeof(OpenAIProviderOptions))]
    [InlineData(KeyScope.Azure, typeof(OpenAIProviderOptions))]
    [InlineData(KeyScope.Ollama, typeof(OllamaProviderOptions))]
    [InlineData(KeyScope.Profile, typeof(ProfileOptions))]
    [InlineData(KeyScope.Local, typeof(LocalOptions))]
    internal void Has_a_property_of_the_right_type_for_each_key(KeyScope scope, Type type)
    {
        foreach (var rule in KeyRules.For(scope).Where(static rule => !rule.FixedAtBuild))
        {
            var name = string.Concat(rule.Name.Split('_').Select(static part => char.ToUpperInvariant(part[0]) + part[1..]));
            var property = type.GetProperty(name);

            Assert.True(property is { CanRead: true, CanWrite: true }, $"{type.Name}.{name}");
            Assert.Equal(
                rule.Kind switch
                {
                    KeyKind.Integer => typeof(int),
                    KeyKind.Number => typeof(double),
                    KeyKind.Money => typeof(decimal),
                    KeyKind.Time => typeof(TimeSpan),
                    KeyKind.Boolean => typeof(bool),
                    KeyKind.TextList => typeof(IReadOnlyList<string>),
                    _ => typeof(string),
                },
                Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType);
        }
    }

    // A property that reads or writes another key would pass every test of values by hand.
    [Fact]
    public void Stores_each_property_under_its_own_key()
    {
        foreach (var section in new ChatSettings[] { _options, _options.OpenAI, _options.Ollama, _options.Fast })
        {
            foreach (var rule in KeyRules.For(section.Bag.Scope).Where(static rule => !rule.FixedAtBuild))
            {
                var name = string.Concat(rule.Name.Split('_').Select(static part => char.ToUpperInvariant(part[0]) + part[1..]));
                var property = section.GetType().GetProperty(name)!;
                var value = ValueReader.Read(rule, rule.Example.Trim('[', ']')).Value!;

                property.SetValue(section, value);

                Assert.True(section.IsWritten(rule.Name), rule.Name);
                Assert.Equal(value, property.GetValue(section));
                section.Reset(rule.Name);
            }
        }
    }

    private sealed class BareOptions : LlmOptions;

    private sealed class Wrapper(string name, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public string Name { get; } = name;
    }
}
