namespace Goshi.Wire;

/// <summary>A request that knows its own JSON.</summary>
public interface IWireBody
{
    /// <summary>The id of the model asked for; Azure builds the address from it.</summary>
    string Model { get; }

    /// <summary>The request as UTF-8 JSON.</summary>
    ReadOnlyMemory<byte> Encode();
}
