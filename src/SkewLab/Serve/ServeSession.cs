using System.Net.Sockets;
using System.Runtime.InteropServices;
using SkewLab.Input;
using SkewLab.Reports;
using SkewLab.Runs;
using SkewLab.Testing;

namespace SkewLab.Serve;

/// <summary>Serves until a signal comes, and prints meanwhile what was refused and why.</summary>
internal static class ServeSession
{
    // The longest one poll of the printer lasts; it only waits for the next entry, so the number is felt by nobody.
    private static readonly TimeSpan Poll = TimeSpan.FromMinutes(1);

    public static async Task<int> RunAsync(ServeSettings settings, ServeFiles wanted, bool quiet, TextWriter output)
    {
        using var stop = new CancellationTokenSource();
        var interrupted = false;
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, isInterrupt: true));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, isInterrupt: false));

        using var files = new OutputFiles();
        var plan = LabPlan.Create(settings);
        List<string> problems = [.. plan.Problems];
        if (wanted.Certificate is not null && settings.HttpsPort is null)
            problems.Add("--certificate-file: only HTTPS has a certificate; give a port for it, for example --https-port 8443");
        var certificate = files.Reserve(wanted.Certificate, "--certificate-file", problems);
        var urls = files.Reserve(wanted.Urls, "--urls-file", problems);
        if (problems.Count > 0)
            throw new BadInputException(string.Join(Environment.NewLine, problems));

        await using var lab = await StartAsync(settings, plan, stop.Token);
        if (certificate is not null)
            await File.WriteAllTextAsync(certificate, lab.CertificatePem + "\n", stop.Token);
        if (urls is not null)
            await File.WriteAllTextAsync(urls, Greeting.Urls(lab), stop.Token);
        files.Commit();
        Greeting.Print(output, lab, settings, wanted.Certificate, plan.LeftOut);
        await FollowAsync(lab, quiet ? null : new JournalPrinter(output, Paint.For(output), all: false), stop.Token);
        return interrupted ? ExitCode.Interrupted : ExitCode.Ok;

        void Stop(PosixSignalContext context, bool isInterrupt)
        {
            context.Cancel = true;
            interrupted |= isInterrupt;
            stop.Cancel();
        }
    }

    private static string PortOptions(ServeSettings settings) => string.Join(
        " or ", new[] { "--port", settings.HttpsPort is null ? null : "--https-port", settings.NodePorts.Count > 0 ? "--node-port" : null }.OfType<string>());

    private static async Task<Lab> StartAsync(ServeSettings settings, LabPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            return await Lab.StartAsync(plan.Options, cancellationToken);
        }
        catch (Exception taken) when (taken is IOException or SocketException)
        {
            throw new BadInputException(
                $"Cannot listen: {taken.Message.TrimEnd('.')}; choose another port with {PortOptions(settings)}, for example --port 8406, or 0 for a free one");
        }
        catch (ArgumentException wrong)
        {
            throw new BadInputException(wrong.Message);
        }
    }

    private static async Task FollowAsync(Lab lab, JournalPrinter? printer, CancellationToken cancellationToken)
    {
        try
        {
            for (var since = 0L; ;)
            {
                var page = await lab.Journal.ReadAsync(since, int.MaxValue, Poll, cancellationToken);
                since = page.Next;
                printer?.Print(page);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // A signal came.
        }
    }
}

/// <summary>Files that <c>serve</c> writes once it listens, the one with the addresses last.</summary>
/// <param name="Urls">Where the addresses go; null writes none.</param>
/// <param name="Certificate">Where the certificate goes; null writes none.</param>
internal sealed record ServeFiles(string? Urls, string? Certificate);
