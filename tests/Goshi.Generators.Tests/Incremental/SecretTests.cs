namespace Goshi.Generators.Tests.Incremental;

/// <summary>A key that was pasted into goshi.yaml is an error that does not repeat it, and is in no generated source.</summary>
public class SecretTests
{
    private const string Marker = "sk-proj-abcdefghijklmnopqrstuvwxyz0123456789";

    [Theory]
    [InlineData("  openai:\n    api_key_env: {0}")]
    [InlineData("  openai:\n    api_key: {0}")]
    [InlineData("  openai:\n    organization_id_env: {0}")]
    [InlineData("  openai:\n    base_url: https://api.openai.com/v1?key={0}")]
    [InlineData("  openai:\n    base_url: https://user:{0}@api.openai.com/v1")]
    [InlineData("  system_prompt: use {0} for everything")]
    [InlineData("  model: {0}")]
    [InlineData("  fallback: [{0}]")]
    [InlineData("  temperature: {0}")]
    [InlineData("  request_timeout: {0}")]
    [InlineData("  {0}: 1")]
    [InlineData("  ollama:\n    keep_alive: Bearer {0}")]
    [InlineData("  providers:\n    {0}:\n      api: openai")]
    [InlineData("  fallback: [groq/x]\n  providers:\n    g{0}roq:\n      api: ollama")]
    [InlineData("  providers:\n    groq:\n      api: {0}")]
    [InlineData("  profiles:\n    fast:\n      model: {0}")]
    [InlineData("  pricing:\n    models:\n      {0}:\n        input: 1")]
    [InlineData("  model: gpt-4o\n  model: {0}")]
    [InlineData("  model: &{0} gpt-4o")]
    [InlineData("  model: !{0} gpt-4o")]
    [InlineData("  model: \"{0}")]
    public void A_pasted_key_is_an_error_that_does_not_repeat_it(string section)
    {
        var result = new Driver("llm:\n  provider: openai\n" + section.Replace("{0}", Marker, StringComparison.Ordinal)).Run();

        Assert.Contains(result.Diagnostics, static finding => finding.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        Assert.DoesNotContain(result.Diagnostics, static finding => finding.ToString().Contains("abcdefghij", StringComparison.Ordinal));
        Assert.DoesNotContain(result.GeneratedSources, static source => source.SourceText.ToString().Contains("abcdefghij", StringComparison.Ordinal));
    }
}
