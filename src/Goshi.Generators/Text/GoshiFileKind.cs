namespace Goshi.Generators.Text;

/// <summary>What an additional file is to the generator.</summary>
internal enum GoshiFileKind
{
    /// <summary>Nothing of ours.</summary>
    Other,

    /// <summary>A goshi.yaml.</summary>
    Config,

    /// <summary>A price table.</summary>
    Prices,
}
