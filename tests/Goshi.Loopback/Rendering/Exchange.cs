namespace Goshi.Loopback;

/// <summary>What an answer is rendered from besides the reply itself.</summary>
internal sealed record Exchange(RecordedRequest Request, ProviderScript Script, DateTimeOffset Now)
{
    /// <summary>The model that is asked for, or an empty text.</summary>
    public string Model => Request.Model ?? "";
}
