namespace Goshi.Generators;

/// <summary>The stages of the pipeline, named so that tests can ask which of them ran again.</summary>
internal static class TrackingNames
{
    /// <summary>The goshi.yaml of the project, if it has one.</summary>
    public const string FindConfig = nameof(FindConfig);

    /// <summary>The price tables of the project.</summary>
    public const string FindPrices = nameof(FindPrices);

    /// <summary>The nodes of goshi.yaml, with positions.</summary>
    public const string ReadConfig = nameof(ReadConfig);

    /// <summary>The price table and what is wrong with it.</summary>
    public const string BindPrices = nameof(BindPrices);

    /// <summary>The configuration and what is wrong with it.</summary>
    public const string BindConfig = nameof(BindConfig);

    /// <summary>The configuration alone.</summary>
    public const string Config = nameof(Config);

    /// <summary>The project's properties.</summary>
    public const string Context = nameof(Context);

    /// <summary>The day with which retirement dates are compared.</summary>
    public const string CheckDate = nameof(CheckDate);

    /// <summary>Whether the project has a Refit that takes emitted implementations.</summary>
    public const string Refit = nameof(Refit);

    /// <summary>What the project's own code and references already declare.</summary>
    public const string ProjectFacts = nameof(ProjectFacts);

    /// <summary>What is reported.</summary>
    public const string Diagnostics = nameof(Diagnostics);

    /// <summary>What GoshiOptions is emitted from.</summary>
    public const string Options = nameof(Options);

    /// <summary>What GoshiModels is emitted from.</summary>
    public const string Models = nameof(Models);

    /// <summary>What GoshiCosts is emitted from.</summary>
    public const string Costs = nameof(Costs);

    /// <summary>What each provider's interface is emitted from.</summary>
    public const string Apis = nameof(Apis);

    /// <summary>What IGoshiChat is emitted from.</summary>
    public const string Chat = nameof(Chat);
}
