using System.Diagnostics.Metrics;

namespace SkewLab.Client.Telemetry;

/// <summary>The instruments of one meter. Thread-safe.</summary>
/// <remarks>
/// Every credential of a process that has no meter factory shares one set: the runtime keeps each meter until it is disposed, so one per credential would
/// grow with every client made. What tells credentials apart is a tag.
/// </remarks>
internal sealed class Instruments
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "SkewLab.Client";

    private static readonly double[] RequestSeconds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30];
    private static readonly double[] AgeSeconds = [1, 5, 15, 60, 300, 900, 1800, 2700, 3600, 7200, 21600, 86400];

    private Instruments(Meter meter)
    {
        Refreshes = meter.CreateCounter<long>("skewlab.client.token.refreshes", "{refresh}", "Token refreshes that ended.");
        RefreshDuration = meter.CreateHistogram(
            "skewlab.client.token.refresh.duration",
            "s",
            "How long a token refresh took, the wait for the refresh token store included.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = RequestSeconds });
        TokenAge = meter.CreateHistogram(
            "skewlab.client.token.age",
            "s",
            "The age of the access token at each send, counted from its request.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = AgeSeconds });
        Refusals = meter.CreateCounter<long>("skewlab.client.refusals", "{response}", "401 answers of the API, by what was decided.");
        ClockOffset = meter.CreateGauge<double>(
            "skewlab.client.token_endpoint.clock.offset", "s", "The token endpoint's lead over this wall clock, at its last answer.");
        ClockOffsetError = meter.CreateGauge<double>(
            "skewlab.client.token_endpoint.clock.offset.error", "s", "How far the truth may be from the offset, either way.");
    }

    /// <value>The instruments of whoever has no meter factory.</value>
    public static Instruments OfProcess { get; } = new(new Meter(Options()));

    public Counter<long> Refreshes { get; }

    public Histogram<double> RefreshDuration { get; }

    public Histogram<double> TokenAge { get; }

    public Counter<long> Refusals { get; }

    public Gauge<double> ClockOffset { get; }

    public Gauge<double> ClockOffsetError { get; }

    /// <summary>The factory's instruments, the same ones each time; those of the process without a factory.</summary>
    public static Instruments Of(IMeterFactory? meters) => meters is null ? OfProcess : new(meters.Create(Options()));

    private static MeterOptions Options() => new(MeterName) { Version = ClientTelemetry.Version };
}
