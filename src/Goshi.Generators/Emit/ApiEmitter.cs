namespace Goshi.Generators.Emit;

/// <summary>Emits one provider's typed interface, by its protocol.</summary>
internal static class ApiEmitter
{
    /// <summary>Emits the file.</summary>
    public static string Emit(ApiSlice slice) => slice.IsOllama ? OllamaApiEmitter.Emit(slice) : OpenAIApiEmitter.Emit(slice);
}
