namespace Refit;

/// <summary>A request without a body.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GetAttribute(string path) : Attribute
{
    public string Path { get; } = path;
}

/// <summary>A request with a body.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostAttribute(string path) : Attribute
{
    public string Path { get; } = path;
}

/// <summary>The parameter that is the body.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class BodyAttribute : Attribute;

/// <summary>Headers of every request.</summary>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Method)]
public sealed class HeadersAttribute(params string[] headers) : Attribute
{
    public string[] Headers { get; } = headers;
}
