namespace Goshi.Resilience;

public class ArrivedTests
{
    [Theory]
    [InlineData(false, 0, 0, 0, "nothing, not even the response headers")]
    [InlineData(true, 0, 0, 0, "the response headers, nothing more")]
    [InlineData(true, 1, 0, 0, "the response headers and 1 event without content")]
    [InlineData(true, 2, 0, 0, "the response headers and 2 events without content")]
    [InlineData(true, 5, 1, 0, "1 event with content")]
    [InlineData(true, 5, 2, 1, "2 events with content, about 1 tokens")]
    [InlineData(true, 5, 2, 8, "2 events with content, about 2 tokens")]
    [InlineData(true, 5, 2, 9, "2 events with content, about 3 tokens")]
    public void Says_what_there_was_in_the_fewest_words(bool headers, long chunks, long contents, long bytes, string expected) =>
        Assert.Equal(expected, new Arrived(headers, chunks, contents, bytes).ToString());
}
