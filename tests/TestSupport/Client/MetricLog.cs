using System.Diagnostics.Metrics;

namespace SkewLab.TestSupport.Client;

/// <summary>Hears the instruments of one meter factory and of no other test.</summary>
internal sealed class MetricLog : IMeterFactory
{
    private readonly MeterListener _listener = new();
    private readonly Meter _meter;

    public MetricLog(bool listens = true)
    {
        _meter = new Meter("SkewLab.Client", null, null, scope: this);
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (!ReferenceEquals(instrument.Meter, _meter))
                return;
            lock (Instruments)
                Instruments.Add(instrument);
            if (listens)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public List<Instrument> Instruments { get; } = [];

    /// <value>Each measurement: the instrument's name and tags in order of their keys, as <c>name{key=value}</c>, and the value.</value>
    public List<(string Series, double Value)> Measurements { get; } = [];

    public double[] Of(string series)
    {
        lock (Measurements)
            return [.. Measurements.Where(measurement => measurement.Series == series).Select(measurement => measurement.Value)];
    }

    public Meter Create(MeterOptions options)
    {
        Assert.Equal("SkewLab.Client", options.Name);
        Assert.Equal(Repository.Version, options.Version);
        return _meter;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meter.Dispose();
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = string.Join(',', tags.ToArray().OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}"));
        lock (Measurements)
            Measurements.Add(($"{instrument.Name}{{{text}}}", value));
    }
}
