using Goshi.Generators.Model;

namespace Goshi.Generators.Binding;

/// <summary>A profile.</summary>
/// <param name="Name">Its name.</param>
/// <param name="CSharpName">Its name in C#.</param>
/// <param name="Section">Its keys.</param>
internal sealed record BoundProfile(string Name, string CSharpName, BoundSection Section)
{
    /// <summary>The model record that the emitters read.</summary>
    public ProfileModel ToModel() => new(Name, CSharpName, Section.ToSettings());
}
