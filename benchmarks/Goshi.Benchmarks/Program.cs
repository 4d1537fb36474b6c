using BenchmarkDotNet.Running;
using Goshi.Benchmarks.Compiler;
using Goshi.Benchmarks.Figures;
using Goshi.Benchmarks.Quick;
using Goshi.Benchmarks.Server;
using Goshi.Benchmarks.Whole;

return args switch
{
    [AnswerServer.Argument] => await AnswerServer.RunAsync(),
    ["--quick"] => await QuickCheck.RunAsync(),
    ["--harness", .. var rest] => await Harness.RunAsync(rest),
    ["--hostile"] => HostileCheck.Run(),
    ["--figures", .. var rest] => await FigureRun.RunAsync(rest is [var only] ? only : null),
    [Startup.Argument, var who, var baseUrl] => await Startup.RunAsync(who, baseUrl),
    ["--profile"] => await AllocationProfile.RunAsync(),
    _ => RunParts(args),
};

static int RunParts(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
    return 0;
}
