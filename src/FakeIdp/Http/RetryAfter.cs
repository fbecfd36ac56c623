using SkewLab.FakeIdp.RateLimits;

namespace SkewLab.FakeIdp.Http;

/// <summary>The text of <c>Retry-After</c> (RFC 9110 section 10.2.3).</summary>
internal static class RetryAfter
{
    // The last whole second that a date can name.
    private static readonly long LastSecond = DateTimeOffset.MaxValue.UtcTicks / TimeSpan.TicksPerSecond;

    // Rounded up: a client that waits exactly as told must not come a fraction of a second early.
    public static string Format(RetryAfterForm form, TimeSpan delay, DateTimeOffset now) =>
        form == RetryAfterForm.Date ? Date((Int128)now.UtcTicks + delay.Ticks) : $"{CeilingSeconds(delay.Ticks)}";

    private static string Date(Int128 ticks) =>
        new DateTimeOffset((long)Int128.Min(CeilingSeconds(ticks), LastSecond) * TimeSpan.TicksPerSecond, TimeSpan.Zero).ToString("R");

    private static Int128 CeilingSeconds(Int128 ticks) => (ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;
}
