namespace Goshi.Runtime.Tests.Chat.Live;

/// <summary>A fact about a server that somebody started and named in an environment variable; skipped without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LiveFactAttribute : FactAttribute
{
    public LiveFactAttribute(string variable)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable)))
        {
            Skip = $"{variable} names no server";
        }
    }
}
