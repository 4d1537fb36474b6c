using Mono.Cecil;
using Mono.Cecil.Cil;

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
InterpretRegexes(assembly.MainModule);
assembly.Write(output, new WriterParameters { DeterministicMvid = true });
return 0;

// YamlDotNet compiles its regular expressions, which look at a handful of anchors and tags: in a compiler that has just
// started that takes longer than to read the file.
static void InterpretRegexes(ModuleDefinition module)
{
    var calls = module.GetTypes()
        .SelectMany(static type => type.Methods)
        .Where(static method => method.HasBody)
        .SelectMany(static method => method.Body.Instructions)
        .Where(static call => call.Operand is MethodReference { Name: ".ctor", DeclaringType.FullName: "System.Text.RegularExpressions.Regex", Parameters.Count: 2 });
    foreach (var call in calls.Where(static call => call.Previous.OpCode == OpCodes.Ldc_I4_8))
    {
        call.Previous.OpCode = OpCodes.Ldc_I4_0;
    }
}
