namespace Goshi.Generators.Model;

/// <summary>What a project's references say about Refit, as far as the emitted code depends on it.</summary>
internal enum RefitSupport
{
    /// <summary>It is not referenced, or the project turned it off.</summary>
    Absent,

    /// <summary>It is referenced, but older than version 12: it has no public place to register an implementation.</summary>
    TooOld,

    /// <summary>It takes implementations that another generator emits.</summary>
    Full,
}
