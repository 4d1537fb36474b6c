using Microsoft.Extensions.AI;

namespace Goshi.Chat;

/// <summary>What a successful attempt hands to the caller: a whole response, or a stream past its first content.</summary>
internal readonly record struct Answer(ChatResponse? Response, LiveStream? Stream);
