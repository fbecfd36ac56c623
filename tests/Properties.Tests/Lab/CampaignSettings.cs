using System.Globalization;

namespace SkewLab.Properties.Tests.Lab;

/// <summary>How much is tried, and from which seed. The defaults are those of CI: fixed, so that a green run stays green.</summary>
/// <param name="Simulations"><c>SKEWLAB_WORLDS</c>: simulations over all properties, 2,400 by default.</param>
/// <param name="Seed"><c>SKEWLAB_SEED</c>: what the worlds are drawn from, 1 by default.</param>
/// <param name="Replay"><c>SKEWLAB_WORLD</c>: the file of one world, which is then all that a property runs; null by default.</param>
/// <param name="FailuresFolder"><c>SKEWLAB_FAILURES</c>: where failing worlds are written; <c>TestResults</c> beside the tests by default.</param>
internal sealed record CampaignSettings(int Simulations, ulong Seed, string? Replay, string FailuresFolder)
{
    public static CampaignSettings FromEnvironment() => new(
        int.Parse(Read("SKEWLAB_WORLDS") ?? "2400", NumberStyles.None, CultureInfo.InvariantCulture),
        ulong.Parse(Read("SKEWLAB_SEED") ?? "1", NumberStyles.None, CultureInfo.InvariantCulture),
        Read("SKEWLAB_WORLD"),
        Read("SKEWLAB_FAILURES") ?? Path.Combine(AppContext.BaseDirectory, "TestResults"));

    private static string? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
