namespace Goshi.Generators.Model;

/// <summary>What a project's references say about Refit, as far as the emitted code depends on it.</summary>
/// <param name="Name">Which of the three it is.</param>
/// <remarks>No enum: see <see cref="EquatableArray{T}"/>.</remarks>
internal sealed record RefitSupport(string Name)
{
    /// <summary>It is not referenced, or the project turned it off.</summary>
    public static RefitSupport Absent { get; } = new(nameof(Absent));

    /// <summary>It is referenced, but older than version 12: it has no public place to register an implementation.</summary>
    public static RefitSupport TooOld { get; } = new(nameof(TooOld));

    /// <summary>It takes implementations that another generator emits.</summary>
    public static RefitSupport Full { get; } = new(nameof(Full));
}
