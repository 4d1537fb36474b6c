using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Goshi.Benchmarks.Parts;

/// <summary>A file as the compiler hands it to a generator.</summary>
internal sealed class GeneratorFile(string path, string text) : AdditionalText
{
    private readonly SourceText _text = SourceText.From(text);

    public override string Path => path;

    public string Text => text;

    /// <summary>A file that lies beside this program.</summary>
    public static GeneratorFile Read(string name)
    {
        var path = System.IO.Path.Combine(AppContext.BaseDirectory, name);
        return new GeneratorFile(path, File.ReadAllText(path));
    }

    public GeneratorFile With(string changed) => new(path, changed);

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
}
