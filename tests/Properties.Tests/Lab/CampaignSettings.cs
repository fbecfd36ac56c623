using System.Globalization;

namespace SkewLab.Properties.Tests.Lab;

/// <summary>How much is tried, and from which seed. The defaults are those of CI: fixed, so that a green run stays green.</summary>
/// <param name="Simulations"><c>SKEWLAB_WORLDS</c>: simulations over all properties, 2,400 by default.</param>
/// <param name="Seed"><c>SKEWLAB_SEED</c>: what the worlds are drawn from, 1 by default.</param>
/// <param name="Replay"><c>SKEWLAB_WORLD</c>: the file of one world, which is then all that a property runs; null by default.</param>
/// <param name="FailuresFolder"><c>SKEWLAB_FAILURES</c>: where failing worlds are written; <c>TestResults</c> beside the tests by default.</param>
internal sealed record CampaignSettings(int Simulations, ulong Seed, string? Replay, string FailuresFolder)
{
    /// <value>What CI runs, whatever the environment says: for tests that prove something of the promises themselves.</value>
    public static CampaignSettings Default { get; } = new(2400, 1, null, Path.Combine(AppContext.BaseDirectory, "TestResults"));

    public static CampaignSettings FromEnvironment() => new(
        Read("SKEWLAB_WORLDS") is { } worlds ? int.Parse(worlds, NumberStyles.None, CultureInfo.InvariantCulture) : Default.Simulations,
        Read("SKEWLAB_SEED") is { } seed ? ulong.Parse(seed, NumberStyles.None, CultureInfo.InvariantCulture) : Default.Seed,
        Read("SKEWLAB_WORLD"),
        Read("SKEWLAB_FAILURES") ?? Default.FailuresFolder);

    private static string? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
