using Mono.Cecil;

// Copies an assembly under a name of its own: AssemblyRenamer INPUT.dll OUTPUT.dll
// The SDK keeps one analyzer dll per file name over all analyzer packages, the highest version, so a generator that
// ships YamlDotNet.dll breaks, or is broken by, every other generator that ships another version of it.
if (args is not [var input, var output])
{
    Console.Error.WriteLine("usage: AssemblyRenamer INPUT.dll OUTPUT.dll");
    return 2;
}

var name = Path.GetFileNameWithoutExtension(output);
Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
using var assembly = AssemblyDefinition.ReadAssembly(input);
assembly.Name.Name = name;
assembly.Name.PublicKey = [];
assembly.MainModule.Name = name + ".dll";
assembly.MainModule.Attributes &= ~ModuleAttributes.StrongNameSigned;
assembly.Write(output, new WriterParameters { DeterministicMvid = true });
return 0;
