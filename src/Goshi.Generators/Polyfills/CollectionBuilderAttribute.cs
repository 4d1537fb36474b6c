namespace System.Runtime.CompilerServices;

/// <summary>Lets collection expressions make our own collections on netstandard2.0.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
internal sealed class CollectionBuilderAttribute(Type builderType, string methodName) : Attribute
{
    /// <summary>The type that holds the method.</summary>
    public Type BuilderType { get; } = builderType;

    /// <summary>The method that takes a span of items.</summary>
    public string MethodName { get; } = methodName;
}
