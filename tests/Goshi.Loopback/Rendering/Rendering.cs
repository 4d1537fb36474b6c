namespace Goshi.Loopback;

/// <summary>A reply as bytes: what is sent when nothing goes wrong.</summary>
internal sealed record Rendering(string ContentType, IReadOnlyList<Frame> Frames);
