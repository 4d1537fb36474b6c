using BenchmarkDotNet.Attributes;
using Goshi.Benchmarks.Server;
using Goshi.Wire;

namespace Goshi.Benchmarks.Parts;

/// <summary>Bytes of an answer to what a caller reads.</summary>
[MemoryDiagnoser]
public class DecodeBenchmarks
{
    /// <summary>Events of the stream that is read from memory.</summary>
    public const int Events = 1_000;

    private readonly OpenAIChunkParser _strings = new();
    private readonly OpenAIChunkParser _utf8 = new(keepUtf8: true);
    private readonly byte[] _data = Answers.ChunkData;
    private readonly MemoryStream _stream = new(Answers.StreamBody(Events));
    private readonly byte[] _whole = Answers.Small[(Answers.Small.AsSpan().IndexOf("\r\n\r\n"u8) + 4)..];

    /// <summary>The bytes of the stream that is read from memory.</summary>
    public long StreamLength => _stream.Length;

    [Benchmark]
    public bool Chunk() => _strings.TryParse(_data, out var chunk, out _) && chunk.Choice?.Content == " scattered";

    [Benchmark]
    public bool Utf8Chunk() => _utf8.TryParse(_data, out _, out _) && _utf8.Utf8Text(_data).SequenceEqual(" scattered"u8);

    [Benchmark]
    public int Completion() => OpenAIChatCompletion.Parse(_whole).Choices.Count;

    [Benchmark]
    public async Task<int> StreamFromMemory()
    {
        _stream.Position = 0;
        using var reader = new OpenAIChunkReader(_stream, "openai");
        var events = 0;
        while (await reader.ReadAsync())
        {
            events++;
        }

        return events;
    }
}
