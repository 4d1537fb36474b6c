using System.Text;
using Goshi.Wire;

namespace Goshi.Runtime.Tests.Wire;

/// <summary>Fields that are unknown, or not of the type that they should be, are skipped with all that is in them.</summary>
public sealed class ParserShapeTests
{
    [Fact]
    public void A_chunk_is_read_around_what_is_unknown_in_it()
    {
        var known = new OpenAIChunkParser().TryParse(
            """
            {"x":{"choices":[{"delta":{"content":"no"}}]},"id":{"id":"no"},"created":["no"],"service_tier":[{"a":1}],
             "choices":[7,["no",{"content":"no"}],
              {"x":{"delta":{"content":"no"}},"index":2,"delta":
               {"x":{"content":"no"},"content":"yes","reasoning_content":"because","reasoning":"because","tool_calls":
                [3,["no"],{"x":{"id":"no"},"id":"call","index":1,"function":{"x":{"name":"no"},"name":"now","arguments":"{}"}}]},
               "finish_reason":"tool_calls"},
              {"index":3,"delta":{"content":"too"},"finish_reason":""},{"index":4,"delta":["no"]}],
             "model":"gpt-x"}
            """u8, out var chunk, out var error);

        Assert.True(known);
        Assert.Null(error);
        Assert.Equal((null, null, null, "gpt-x"), (chunk.Id, chunk.Created, chunk.ServiceTier, chunk.Model));
        var choice = chunk.Choice!.Value;
        Assert.Equal((2, "yes", "because", "tool_calls"), (choice.Index, choice.Content, choice.Reasoning, choice.FinishReason));
        Assert.Equal([new OpenAIToolCallDelta(1, "call", "now", "{}")], choice.ToolCalls!);
        Assert.Equal([(3, "too", null), (4, null, null)], chunk.OtherChoices.Select(static other => (other.Index, other.Content, other.FinishReason)));
    }

    [Theory]
    [InlineData("""{"choices":{"delta":{"content":"no"}},"id":"c1"}""")]
    [InlineData("""{"choices":"no","id":"c1"}""")]
    [InlineData("""[{"choices":[]}]""")]
    [InlineData("\"choices\"")]
    public void An_event_of_no_known_shape_is_none(string json)
    {
        Assert.False(new OpenAIChunkParser().TryParse(Encoding.UTF8.GetBytes(json), out _, out var error));
        Assert.Null(error);
    }

    [Fact]
    public void Tool_calls_of_another_type_are_none()
    {
        Assert.True(new OpenAIChunkParser().TryParse(
            """{"choices":[{"delta":{"tool_calls":{"id":"no"},"content":"yes"}},{"delta":{"tool_calls":[{"function":["no"],"id":"call"}]}}]}"""u8,
            out var chunk, out _));

        Assert.Equal(("yes", null), (chunk.Choice!.Value.Content, chunk.Choice.Value.ToolCalls));
        Assert.Equal([new OpenAIToolCallDelta(null, "call", null, null)], chunk.OtherChoices.Single().ToolCalls!);
    }

    [Fact]
    public void A_line_is_read_around_what_is_unknown_in_it()
    {
        var known = new OllamaLineParser().TryParse(
            """
            {"x":{"message":{"content":"no"}},"model":["no"],"created_at":{"a":1},"done":{"a":true},"eval_count":{"a":1},
             "message":{"x":{"content":"no"},"role":{"a":1},"content":"yes","tool_calls":[{"function":{}}]},"prompt_eval_count":7}
            """u8, out var line, out var error);

        Assert.True(known);
        Assert.Null(error);
        Assert.Equal(("yes", null, null, null), (line.Content, line.Model, line.CreatedAt, line.Role));
        Assert.Equal((false, 7L, null), (line.Done, line.PromptEvalCount, line.EvalCount));
        Assert.Equal([new OllamaToolCall(null, "", "{}")], line.ToolCalls!);
    }

    [Theory]
    [InlineData("""["message"]""")]
    [InlineData("""{"message":["content"],"done":false}""")]
    public void A_line_of_no_known_shape_is_none(string json) =>
        Assert.False(new OllamaLineParser().TryParse(Encoding.UTF8.GetBytes(json), out _, out _));
}
