namespace Goshi.Wire;

/// <summary>One part of a message that is more than a plain text.</summary>
public sealed class OpenAIContentPart
{
    private OpenAIContentPart(string type) => Type = type;

    /// <summary>The kind: <c>text</c>, <c>image_url</c>, <c>input_audio</c> or <c>file</c>.</summary>
    public string Type { get; }

    /// <summary>The text of a <c>text</c> part.</summary>
    public string? Text { get; private init; }

    /// <summary>The address of an image, which may be a <c>data:</c> URI.</summary>
    public string? ImageUrl { get; private init; }

    /// <summary>How closely an image is looked at: <c>low</c>, <c>high</c> or <c>auto</c>; null: not sent.</summary>
    public string? Detail { get; private init; }

    /// <summary>Audio as base64, or a file as a <c>data:</c> URI.</summary>
    public string? Data { get; private init; }

    /// <summary>The format of audio: <c>wav</c> or <c>mp3</c>.</summary>
    public string? Format { get; private init; }

    /// <summary>The name of a file that is sent along; null: not sent.</summary>
    public string? FileName { get; private init; }

    /// <summary>The id of a file that was uploaded before; null for one that is sent along.</summary>
    public string? FileId { get; private init; }

    /// <summary>A text.</summary>
    /// <param name="text">The text.</param>
    public static OpenAIContentPart FromText(string text) => new("text") { Text = text };

    /// <summary>An image.</summary>
    /// <param name="url">Its address, or a <c>data:</c> URI.</param>
    /// <param name="detail"><c>low</c>, <c>high</c> or <c>auto</c>; null: not sent.</param>
    public static OpenAIContentPart FromImage(string url, string? detail = null) => new("image_url") { ImageUrl = url, Detail = detail };

    /// <summary>A sound.</summary>
    /// <param name="base64">The bytes as base64.</param>
    /// <param name="format"><c>wav</c> or <c>mp3</c>.</param>
    public static OpenAIContentPart FromAudio(string base64, string format) => new("input_audio") { Data = base64, Format = format };

    /// <summary>A file that is sent along.</summary>
    /// <param name="dataUri">The file as a <c>data:</c> URI.</param>
    /// <param name="fileName">Its name; null: not sent.</param>
    public static OpenAIContentPart FromFile(string dataUri, string? fileName = null) => new("file") { Data = dataUri, FileName = fileName };

    /// <summary>A file that was uploaded before.</summary>
    /// <param name="fileId">Its id.</param>
    public static OpenAIContentPart FromFileId(string fileId) => new("file") { FileId = fileId };
}
