using System.Runtime.CompilerServices;

namespace Goshi.Loopback.Tests;

/// <summary>A fact that needs the packages of the folder JavaScript.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
        {
            Skip = "npm install was not run in tests/Goshi.Loopback.Tests/JavaScript";
        }
    }

    public static string Folder { get; } = FolderOf();

    private static string FolderOf([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "JavaScript");
}
