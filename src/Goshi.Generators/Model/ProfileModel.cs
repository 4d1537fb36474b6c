namespace Goshi.Generators.Model;

/// <summary>One profile and the keys written in it.</summary>
/// <param name="Name">The name as in goshi.yaml.</param>
/// <param name="CSharpName">The name of its property of IGoshiChat and of the options.</param>
/// <param name="Settings">The written keys.</param>
internal sealed record ProfileModel(string Name, string CSharpName, EquatableArray<Setting> Settings);
