namespace Goshi.Configuration.Rules;

/// <summary>The sort of mistake that a value makes.</summary>
internal enum ValueProblemKind
{
    /// <summary>It is not of the key's type.</summary>
    WrongType,

    /// <summary>It is of the type, but below or above the limit.</summary>
    OutOfRange,

    /// <summary>It is not one of the words allowed.</summary>
    NotAllowed,

    /// <summary>It is a secret where the name of one belongs, or an address that carries one.</summary>
    Secret,
}
