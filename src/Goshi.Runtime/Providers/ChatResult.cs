using Microsoft.Extensions.AI;

namespace Goshi.Providers;

/// <summary>A whole answer.</summary>
internal sealed record ChatResult(ChatResponse Response);
