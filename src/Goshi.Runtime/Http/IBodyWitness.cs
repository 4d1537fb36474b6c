namespace Goshi.Http;

/// <summary>Told of a body that did not come to its end.</summary>
internal interface IBodyWitness
{
    /// <summary>The body broke off.</summary>
    /// <param name="bytes">What had arrived of it.</param>
    void BodyBroke(long bytes);
}
