namespace System.Runtime.CompilerServices;

/// <summary>Lets a type take an interpolated string piece by piece on netstandard2.0.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
internal sealed class InterpolatedStringHandlerAttribute : Attribute;
