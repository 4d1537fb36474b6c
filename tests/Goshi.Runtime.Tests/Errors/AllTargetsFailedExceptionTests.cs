namespace Goshi.Errors;

public class AllTargetsFailedExceptionTests
{
    [Fact]
    public void Lists_every_attempt_with_target_outcome_and_duration()
    {
        var error = new AllTargetsFailedException(
        [
            new Attempt("openai", "gpt-5.4-mini", "HTTP 503", TimeSpan.FromMilliseconds(350)) { StatusCode = 503 },
            new Attempt("openai", "gpt-5.4-mini", "HTTP 401", TimeSpan.FromSeconds(1.5)) { StatusCode = 401 },
            new Attempt("ollama", null, "not called", TimeSpan.Zero),
        ]);

        Assert.Equal(
            """
            No target answered: 3 attempts at 2 targets.
              1. openai/gpt-5.4-mini after 350ms: HTTP 503
              2. openai/gpt-5.4-mini after 1.5s: HTTP 401
              3. ollama: not called
            Fix the first failure above that can be fixed, or add another target under llm.fallback in goshi.yaml.
            """.ReplaceLineEndings("\n"),
            error.Message);
        Assert.Equal(3, error.Attempts.Count);
    }

    [Fact]
    public void Keeps_its_own_copy_of_the_attempts()
    {
        var attempts = new List<Attempt> { new("openai", null, "HTTP 503", TimeSpan.Zero) };
        var error = new AllTargetsFailedException(attempts);

        attempts.Clear();

        Assert.Single(error.Attempts);
    }
}
