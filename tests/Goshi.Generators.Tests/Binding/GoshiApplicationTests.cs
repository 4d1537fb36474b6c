using static Goshi.Generators.Tests.Binding.ConfigExpectation;

namespace Goshi.Generators.Tests.Binding;

/// <summary>The goshi application's file is accepted as it is: its other sections are not ours.</summary>
public sealed class GoshiApplicationTests
{
    [Fact]
    public void Its_file_is_accepted()
    {
        var config = Clean("""
            # Goshi Configuration
            llm:
              model: "qwen3:8b-q8_0"
              provider: "ollama"
              temperature: 0
              max_tokens: 4096
              request_timeout: 60
              local:
                url: "http://localhost:11434"
                port: 11434
            safety:
              dry_run_by_default: true
              auto_confirm_permissions: false
            logging:
              level: "info"
              output_format: "json"
            audit:
              enabled: true
              dir: ".goshi/audit"
              retention_days: 14
            behavior:
              repo_root: ""
            """.ReplaceLineEndings("\n"));

        Assert.Equal(["model", "provider", "temperature", "max_tokens", "request_timeout"], config.Llm.Select(setting => setting.Key));
    }
}
