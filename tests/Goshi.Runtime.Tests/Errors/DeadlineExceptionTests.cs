namespace Goshi.Errors;

public class DeadlineExceptionTests
{
    [Fact]
    public void Has_a_TimeoutException_inside()
    {
        var error = new DeadlineException("too slow", DeadlineKind.Request, "openai");

        Assert.IsType<TimeoutException>(error.InnerException);
    }

    [Fact]
    public void Keeps_the_cause_behind_the_TimeoutException()
    {
        var cause = new TaskCanceledException();

        var error = new DeadlineException("too slow", DeadlineKind.Connection, "openai", cause);

        Assert.Same(cause, Assert.IsType<TimeoutException>(error.InnerException).InnerException);
    }
}
