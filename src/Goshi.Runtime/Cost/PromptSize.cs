namespace Goshi.Cost;

/// <summary>The size of a prompt, by what its parts cost: text in bytes, images and audio apart.</summary>
internal struct PromptSize
{
    public long TextBytes;
    public long AudioBytes;
    public long ImageTokens;
}
