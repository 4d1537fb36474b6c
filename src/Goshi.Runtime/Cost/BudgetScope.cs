namespace Goshi.Cost;

/// <summary>Whose limit is meant.</summary>
internal enum BudgetScope
{
    /// <summary>The whole session, over all providers.</summary>
    Session,

    /// <summary>One provider inside the session.</summary>
    Provider,
}
