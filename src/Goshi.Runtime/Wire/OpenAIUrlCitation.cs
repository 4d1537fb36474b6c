namespace Goshi.Wire;

/// <summary>A page that the answer cites: an annotation of type <c>url_citation</c>, as models that search the web return it.</summary>
/// <param name="Url">The page's address.</param>
/// <param name="Title">The page's title; null: not reported.</param>
/// <param name="Snippet">What is cited of the page, which some compatible servers return; null: not reported.</param>
/// <param name="StartIndex">The first character of the answer's text that the citation supports; null: not reported.</param>
/// <param name="EndIndex">The character after the last one; null: not reported.</param>
public sealed record OpenAIUrlCitation(string Url, string? Title, string? Snippet, int? StartIndex, int? EndIndex);
