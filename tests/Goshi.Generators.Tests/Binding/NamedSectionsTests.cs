using System.Reflection;
using Goshi.Configuration;
using Goshi.Generators.Binding;
using Microsoft.Extensions.AI;
using static Goshi.Generators.Tests.Binding.ConfigExpectation;

namespace Goshi.Generators.Tests.Binding;

public sealed class NamedSectionsTests
{
    private const string Form = "a name is letters and digits, joined by single '-' or '_', begins with a letter, and has at most 64 characters";

    [Theory]
    [InlineData("1st")]
    [InlineData("a--b")]
    [InlineData("a-")]
    [InlineData("größe")]
    [InlineData("a b")]
    public void A_name_has_a_form(string name) =>
        Expect("GOSHI107", $"profiles:\n  [|{name}|]: {{model: m}}", $"'{name}' cannot name a profile; {Form}");

    [Theory]
    [InlineData("session", "Session", "IGoshiChat")]
    [InlineData("get-service", "GetService", "IChatClient")]
    [InlineData("to-string", "ToString", "object")]
    [InlineData("model", "Model", "LlmOptions")]
    [InlineData("max_retries", "MaxRetries", "LlmOptions")]
    public void A_name_that_the_generated_types_have_is_taken(string name, string csharp, string owner) => Expect(
        "GOSHI108", $"profiles:\n  [|{name}|]: {{}}", $"The profile name '{name}' becomes {csharp} in C#, which {owner} already has; choose another name");

    [Fact]
    public void Names_that_come_out_equal_collide() => ExpectAll(
        "profiles:\n  fast-one: {}\n  [|fast_one|]: {}\n  [|FastOne|]: {}\n  [|openai|]: {}",
        ("GOSHI109", "The profile 'fast_one' and the profile 'fast-one' both become FastOne in C#; rename one of them"),
        ("GOSHI109", "The profile 'FastOne' and the profile 'fast-one' both become FastOne in C#; rename one of them"),
        ("GOSHI109", "The profile 'openai' and the built-in provider 'openai' both become OpenAI in C#; choose another name"));

    [Fact]
    public void A_built_in_provider_under_providers_is_one_mistake() => Expect(
        "GOSHI109", "provider: openai\nproviders:\n  [|openai|]: {api: openai, base_url: 'https://api.openai.com/v1', model: gpt-4o}",
        "The provider 'openai' and the built-in provider 'openai' both become OpenAI in C#; write its keys directly under llm.openai, or choose another name");

    [Fact]
    public void A_profile_and_a_provider_cannot_share_a_name() => Expect(
        "GOSHI109", "providers:\n  groq: {api: ollama}\nprofiles:\n  [|groq|]: {}",
        "The profile 'groq' and the provider 'groq' both become Groq in C#; rename one of them");

    [Fact]
    public void A_keyword_is_a_legal_name() => Assert.Equal("Class", Clean("profiles:\n  class: {}").Profiles.Single().CSharpName);

    [Fact]
    public void Every_member_that_a_generated_property_could_hide_is_reserved()
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;
        var members = typeof(LlmOptions).GetMembers(all).Concat(typeof(IChatClient).GetMembers()).Concat(typeof(IDisposable).GetMembers())
            .Where(static member => member is PropertyInfo or MethodInfo { IsPublic: true } or MethodInfo { IsFamily: true } or MethodInfo { IsFamilyOrAssembly: true })
            .Where(static member => member is not PropertyInfo { GetMethod: { IsAssembly: true } or { IsFamilyAndAssembly: true } })
            .Select(static member => member.Name)
            .Where(static name => char.IsUpper(name[0]));

        Assert.Empty(members.Where(static name => ReservedNames.OwnerOf(name) is null).Distinct());
    }
}
