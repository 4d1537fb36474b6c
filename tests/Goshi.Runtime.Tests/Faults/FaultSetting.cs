using Goshi.Configuration;
using Goshi.Loopback;
using Goshi.Runtime.Tests.Chat;

namespace Goshi.Runtime.Tests.Faults;

/// <summary>What a fault can change before the client is made.</summary>
internal sealed record FaultSetting(TestOptions Options, ProviderOptions Primary, UnreachableAddress Nobody);
