using System.ComponentModel;
using Goshi.Cost;

namespace Goshi.Hosting;

/// <summary>
/// The price table as generated code carries it: text. A line of text costs the user's compiler next to nothing, where
/// the objects that it stands for cost it half a second. Used by generated code only.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PackedModels
{
    /// <summary>Reads the ids of a table; what the table says of a model is read when the model is first found.</summary>
    /// <param name="asOf">The day that the figures were collected.</param>
    /// <param name="facts">A line for each model: its id, then <c>name=value</c>, parted by spaces.</param>
    /// <param name="prices">A line for each dated price of a model: the model's id, then <c>name=value</c>, ascending by date.</param>
    /// <returns>The table; it is safe to use from several threads.</returns>
    public static ModelTable Read(DateOnly asOf, string facts, string prices) => new(asOf, new ModelIndex(facts, prices));
}
