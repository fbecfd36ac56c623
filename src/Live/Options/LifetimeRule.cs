namespace SkewLab.Testing.Options;

/// <summary>What an access token's lifetime may be: whole seconds, for <c>expires_in</c> is an integer, and short enough for every clock to have an
/// <c>exp</c>.</summary>
internal static class LifetimeRule
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(36500);

    public const string Text = "A lifetime is whole seconds from 1s to 36500d: expires_in is an integer.";

    public static bool Allows(TimeSpan lifetime) =>
        lifetime >= TimeSpan.FromSeconds(1) && lifetime <= Longest && lifetime.Ticks % TimeSpan.TicksPerSecond == 0;
}
