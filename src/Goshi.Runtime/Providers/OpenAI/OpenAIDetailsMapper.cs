using System.Text.Json;
using Goshi.Wire;
using Microsoft.Extensions.AI;

namespace Goshi.Providers.OpenAI;

/// <summary>Citations, audio and log probabilities as Microsoft.Extensions.AI has them.</summary>
internal static class OpenAIDetailsMapper
{
    /// <summary>
    /// The additional property of a message that holds its log probabilities, a list of <see cref="OpenAITokenLogprob"/>; no
    /// type of Microsoft.Extensions.AI has a place for them.
    /// </summary>
    public const string Logprobs = "logprobs";

    /// <summary>Adds citations and audio to the contents of an answer, or of an update.</summary>
    /// <exception cref="JsonException">The audio is not base64.</exception>
    public static void AddContents(OpenAIAnswerDetails? details, List<AIContent> contents, StreamMeter meter, bool isStream)
    {
        if (details is null)
        {
            return;
        }

        if (details.Audio is { } audio)
        {
            AddAudio(audio, contents, meter, isStream);
        }

        if (details.Citations is { Count: > 0 } citations)
        {
            // In a content of its own: in a stream the citations come when the text that they speak of has gone out already.
            contents.Add(new TextContent("") { Annotations = [.. citations.Select(ToAnnotation)] });
        }
    }

    /// <summary>The additional properties of a message with these log probabilities; null: it has none.</summary>
    public static AdditionalPropertiesDictionary? Properties(IReadOnlyList<OpenAITokenLogprob>? logprobs) =>
        logprobs is { Count: > 0 } ? new() { [Logprobs] = logprobs } : null;

    private static void AddAudio(OpenAIAudio audio, List<AIContent> contents, StreamMeter meter, bool isStream)
    {
        if (meter.Text(audio.Transcript))
        {
            contents.Add(new TextContent(audio.Transcript));
        }

        if (audio.Data is not { Length: > 0 } data)
        {
            return;
        }

        meter.Sound(data.Length);
        var bytes = Decode(data);
        contents.Add(new DataContent(bytes, isStream ? Pcm : MediaTypeOf(bytes))
        {
            AdditionalProperties = audio.Id is { } id ? new() { ["id"] = id } : null,
        });
    }

    // Streams are 16 bit PCM, always; a whole answer has the format that was asked for, which its first bytes tell.
    private const string Pcm = "audio/pcm";

    private static string MediaTypeOf(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("RIFF"u8) ? "audio/wav"
        : bytes.StartsWith("ID3"u8) || bytes is [0xFF, >= 0xE0, ..] ? "audio/mpeg"
        : bytes.StartsWith("fLaC"u8) ? "audio/flac"
        : bytes.StartsWith("OggS"u8) ? "audio/ogg"
        : Pcm;

    private static byte[] Decode(string base64)
    {
        try
        {
            return Convert.FromBase64String(base64);
        }
        catch (FormatException exception)
        {
            throw new JsonException("The audio of an answer is not base64.", exception);
        }
    }

    private static AIAnnotation ToAnnotation(OpenAIUrlCitation citation) => new CitationAnnotation
    {
        Url = Uri.TryCreate(citation.Url, UriKind.Absolute, out var url) ? url : null,
        Title = citation.Title,
        Snippet = citation.Snippet,
        AnnotatedRegions = citation is { StartIndex: { } start, EndIndex: { } end }
            ? [new TextSpanAnnotatedRegion { StartIndex = start, EndIndex = end }]
            : null,
        RawRepresentation = citation,
    };
}
