using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using SkewLab.Benchmarks.Client;

// In process, so that no project is generated, and with the logs on stderr: stdout is the table.
var config = ManualConfig.CreateEmpty()
    .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(5).WithIterationCount(15))
    .AddDiagnoser(MemoryDiagnoser.Default)
    .AddColumnProvider(DefaultColumnProviders.Instance)
    .AddLogger(new StreamLogger(new StreamWriter(Console.OpenStandardError()) { AutoFlush = true }))
    .WithOptions(ConfigOptions.DisableOptimizationsValidator);

var summary = BenchmarkRunner.Run<LiveToken>(config);
if (summary.Reports.Length == 0 || summary.Reports.Any(report => !report.Success))
    return 1;

Console.WriteLine("| with a live token in hand | what is measured | ns | ± | bytes allocated |");
Console.WriteLine("|---|---|---|---|---|");
foreach (var report in summary.Reports)
{
    var (name, statistics) = (report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''), report.ResultStatistics!);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {statistics.Mean:0.0} | {statistics.StandardDeviation:0.0} | {report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase)} |"));
}

return 0;
