using Goshi.Providers;
using Microsoft.Extensions.AI;

namespace Goshi.Runtime.Tests.Providers;

public sealed class StreamMeterTests
{
    [Fact]
    public void Keeps_the_text_and_counts_all_content_in_bytes()
    {
        var meter = new StreamMeter();
        Assert.Equal(("", false), (meter.PartialText, meter.ContentReceived));

        Assert.True(meter.Text("é"));
        Assert.Equal("é", meter.PartialText);
        Assert.True(meter.Text("b"));
        Assert.True(meter.Text("c"));
        Assert.True(meter.Content("name"));
        Assert.False(meter.Text(""));
        Assert.False(meter.Content(null));

        Assert.Equal(("ébc", 8L, true), (meter.PartialText, meter.ContentBytes, meter.ContentReceived));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1_600, 2)]
    [InlineData(32_000, 40)] // ten tokens of 3,200 characters
    public void Sound_counts_by_its_length(int base64Length, long bytes)
    {
        var meter = new StreamMeter();
        meter.Text("ab");

        meter.Sound(base64Length);

        Assert.Equal((2 + bytes, true, "ab"), (meter.ContentBytes, meter.ContentReceived, meter.PartialText));
    }

    [Fact]
    public void Of_an_answer_that_broke_off_all_that_arrived_counts()
    {
        var meter = new StreamMeter();

        meter.BodyBroke(77);

        Assert.Equal(77, meter.ContentBytes);
    }

    [Fact]
    public void Another_attempt_starts_from_nothing()
    {
        var meter = new StreamMeter
        {
            Usage = new TokenUsage { InputTokens = 1 }, IsUsageFinal = true, ResponseModel = "m", Tier = ServiceTier.Flex,
            ResponseId = "r", FinishReason = ChatFinishReason.Stop, HeadersReceived = true,
        };
        meter.Text("a");
        meter.Text("b");
        meter.Chunk();

        meter.Reset();

        Assert.Equal((null, false, null, null), (meter.Usage, meter.IsUsageFinal, meter.ResponseModel, meter.Tier));
        Assert.Equal((null, null, false), (meter.ResponseId, meter.FinishReason, meter.HeadersReceived));
        Assert.Equal(("", 0L, 0L, false), (meter.PartialText, meter.ContentBytes, meter.Chunks, meter.ContentReceived));
    }
}
