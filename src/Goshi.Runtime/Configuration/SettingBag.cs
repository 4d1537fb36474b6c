using Goshi.Configuration.Rules;

namespace Goshi.Configuration;

/// <summary>The written values of one section, and the way to the section that it inherits from.</summary>
internal sealed class SettingBag(string path, KeyScope scope, SettingBag? parent)
{
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);
    private bool _frozen;

    /// <summary>The section's place in goshi.yaml: <c>llm.providers.groq</c>.</summary>
    public string Path { get; } = path;

    /// <summary>Which keys may stand here.</summary>
    public KeyScope Scope { get; } = scope;

    /// <summary>Whether any key is written here.</summary>
    public bool IsEmpty => _values.Count == 0;

    /// <summary>The keys written here with their values, in the order of the rule table.</summary>
    public IEnumerable<KeyValuePair<KeyRule, object>> WrittenValues =>
        from rule in KeyRules.All
        where (rule.Scope & SettableScope) != 0 && _values.ContainsKey(rule.Name)
        select KeyValuePair.Create(rule, _values[rule.Name]);

    /// <summary>The value written here; null: none.</summary>
    public object? Own(string key) => _values.GetValueOrDefault(key);

    /// <summary>The value written here, else the one inherited; null: neither is written.</summary>
    public object? Written(string key) => Own(key) ?? (Inherits(key) ? parent!.Written(key) : null);

    /// <summary>The value written here or inherited, else the default that the rule table states.</summary>
    public T Get<T>(string key)
        where T : notnull => (T)(Written(key) ?? SettingDefaults.Of(key));

    /// <summary>The text written here or inherited; null: neither.</summary>
    public string? Text(string key) => (string?)Written(key);

    /// <summary>Writes a value; null takes it back, so that the inherited one shows again.</summary>
    /// <exception cref="InvalidOperationException">The options are in use.</exception>
    public void Set(string key, object? value)
    {
        if (_frozen)
        {
            throw new InvalidOperationException(
                $"{Path}.{key} cannot be changed any more: the options are read once, when the first chat client is made. "
                + "Change them in goshi.yaml, in the configuration, or in the delegate given to AddGoshi.");
        }

        if (value is null)
        {
            _values.Remove(key);
        }
        else
        {
            _values[key] = value;
        }
    }

    /// <summary>Writes a list as a copy that nobody else can change.</summary>
    public void SetList(string key, IEnumerable<string>? items) => Set(key, items?.ToArray());

    /// <summary>A list written here or inherited; null: neither.</summary>
    public IReadOnlyList<string>? List(string key) => Written(key) is string[] items ? Array.AsReadOnly(items) : null;

    // One class serves OpenAI and Azure, so a key of the other protocol can be set; validation refuses it.
    private KeyScope SettableScope => Scope is KeyScope.OpenAI or KeyScope.Azure ? KeyScope.OpenAI | KeyScope.Azure : Scope;

    /// <summary>Refuses every later change.</summary>
    public void Freeze() => _frozen = true;

    private bool Inherits(string key) => parent is not null && key switch
    {
        // A model belongs to one provider, and llm's limit is for all providers together.
        "model" or "max_cost_per_session" => false,
        // Two names of one limit: whichever stands here hides both of llm's.
        "max_tokens" => !_values.ContainsKey("max_completion_tokens"),
        "max_completion_tokens" => !_values.ContainsKey("max_tokens"),
        _ => KeyRules.Find(KeyScope.Llm, key) is not null,
    };
}
