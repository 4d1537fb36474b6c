using System.Text;
using Goshi.Wire;

namespace Goshi.Runtime.Tests.Wire;

public sealed class ServerSentEventReaderTests
{
    public static TheoryData<int> PieceSizes => [1, 2, 3, 5, 7, 64, 100_000];

    [Theory]
    [MemberData(nameof(PieceSizes))]
    public async Task Reads_events_split_anywhere(int pieceSize) =>
        Assert.Equal(["one", "zwei ü 🎉", "three"], await ReadAll("data: one\n\ndata: zwei ü 🎉\n\ndata:three\n\n", pieceSize));

    [Theory]
    [MemberData(nameof(PieceSizes))]
    public async Task Takes_every_kind_of_line_break(int pieceSize)
    {
        Assert.Equal(["a", "b"], await ReadAll("data: a\r\n\r\ndata: b\r\n\r\n", pieceSize));
        Assert.Equal(["a", "b"], await ReadAll("data: a\r\rdata: b\r\r", pieceSize));
        Assert.Equal(["a", "b"], await ReadAll("data: a\n\r\ndata: b\r\n\n", pieceSize));
    }

    [Theory]
    [MemberData(nameof(PieceSizes))]
    public async Task Joins_data_of_several_lines(int pieceSize) =>
        Assert.Equal(["a\nb\n\nc", "d"], await ReadAll("data: a\ndata: b\ndata\ndata: c\n\ndata: d\n\n", pieceSize));

    [Theory]
    [MemberData(nameof(PieceSizes))]
    public async Task Skips_a_byte_order_mark(int pieceSize) =>
        Assert.Equal(["a", "b"], await ReadAll("\uFEFFdata: a\n\ndata: b\n\n", pieceSize));

    [Theory]
    [MemberData(nameof(PieceSizes))]
    public async Task Skips_comments_other_fields_and_events_without_data(int pieceSize) =>
        Assert.Equal(
            ["a", "b"],
            await ReadAll(": PROCESSING\n\n\n\nid: 7\nevent: ping\n\ndata:\n\ndata\n\nevent: message\nid: 8\ndata: a\nretry: 100\n\n:\n\ndatabase: x\n\ndata: b\n\n", pieceSize));

    [Theory]
    [InlineData("data: [DONE]\n\n")]
    [InlineData("data: [DONE]\n")]
    [InlineData("data: [DONE]")]
    [InlineData("data:[DONE]\r\n\r\n")]
    public async Task Takes_the_terminator_with_or_without_its_line_breaks(string end) =>
        Assert.Equal(["a", "[DONE]"], await ReadAll("data: a\n\n" + end, 3));

    [Theory]
    [InlineData("data: a\n\ndata: {\"b\":1}")]
    [InlineData("data: a\n\ndata: {\"b\":1}\n")]
    public async Task An_unterminated_last_event_is_an_error(string body) =>
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAll(body, 4));

    [Fact]
    public async Task Names_error_events()
    {
        using var reader = new ServerSentEventReader(new SplitStream("event: error\ndata: a\n\ndata: b\n\n", 5));
        Assert.True(await ReadAsync(reader));
        Assert.True(reader.IsError);
        Assert.True(await ReadAsync(reader));
        Assert.False(reader.IsError);
    }

    [Fact]
    public async Task Takes_a_line_of_a_mebibyte_and_refuses_a_longer_one()
    {
        var text = new string('x', LineBuffer.Limit - "data: ".Length);
        Assert.Equal([text], await ReadAll($"data: {text}\n\n", 4000));
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAll($"data: {text}y\n\n", 4000));
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAll($"data: {text}yyyyyyyyyyyyyyy", 4000));
    }

    [Fact]
    public async Task Refuses_an_event_of_many_lines_that_together_are_too_long() =>
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAll(string.Concat(Enumerable.Repeat($"data: {new string('x', 1000)}\n", 2000)), 4000));

    [Fact]
    public async Task Reads_thousands_of_events_from_one_buffer()
    {
        var events = Enumerable.Range(0, 5000).Select(i => $"event number {i} {new string('ä', i % 50)}").ToList();
        Assert.Equal(events, await ReadAll(string.Concat(events.Select(e => $"data: {e}\n\n")), 777));
    }

    private static async Task<List<string>> ReadAll(string body, int pieceSize)
    {
        using var reader = new ServerSentEventReader(new SplitStream(body, pieceSize));
        List<string> events = [];
        while (await ReadAsync(reader))
        {
            events.Add(Encoding.UTF8.GetString(reader.Data));
            if (reader.IsDone)
            {
                break;
            }
        }

        return events;
    }

    private static async Task<bool> ReadAsync(ServerSentEventReader reader)
    {
        while (!reader.TryRead())
        {
            if (!await reader.FillAsync(default))
            {
                return reader.TryReadLast();
            }
        }

        return true;
    }
}
