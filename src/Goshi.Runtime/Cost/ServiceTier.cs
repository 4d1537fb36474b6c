namespace Goshi;

/// <summary>The service tier that a request was processed at, which decides its price.</summary>
public enum ServiceTier
{
    /// <summary>The normal tier; <c>default</c> on the wire.</summary>
    Standard,

    /// <summary>The batch API's tier.</summary>
    Batch,

    /// <summary>Cheaper and slower, with occasional refusals.</summary>
    Flex,

    /// <summary>Faster and dearer; also reported for what was asked for as <c>fast</c>.</summary>
    Priority,
}
