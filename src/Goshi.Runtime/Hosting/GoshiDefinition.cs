using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Goshi.Configuration;
using Microsoft.Extensions.AI;

namespace Goshi.Hosting;

/// <summary>What the generated code of one project adds to the runtime. Used by generated code only.</summary>
/// <typeparam name="TOptions">The generated options.</typeparam>
/// <typeparam name="TChat">The generated chat interface.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GoshiDefinition<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions, TChat>
    where TOptions : LlmOptions, new()
    where TChat : class, IChatClient
{
    /// <summary>Makes the generated client; the session is null for the process-wide one.</summary>
    public required Func<ChatEngine, GoshiSession?, TChat> CreateChat { get; init; }

    /// <summary>The price table that was compiled in.</summary>
    public required ModelTable Models { get; init; }

    /// <summary>The configuration section that overrides goshi.yaml, <c>Goshi</c> unless changed.</summary>
    public required string ConfigurationSection { get; init; }

    /// <summary>One module per provider.</summary>
    public required ProviderModule[] Modules { get; init; }

    /// <summary>The names of the profiles, in the order of goshi.yaml.</summary>
    public required string[] Profiles { get; init; }
}
