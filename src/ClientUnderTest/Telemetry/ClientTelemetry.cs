using System.Diagnostics;
using System.Diagnostics.Metrics;
using SkewLab.Client.Tokens;
using SkewLab.Client.WallClock;

namespace SkewLab.Client.Telemetry;

/// <summary>
/// What one credential tells meters and tracers. Thread-safe; it costs a look at a flag where nobody listens. No value holds a token or a secret.
/// </summary>
internal sealed class ClientTelemetry
{
    private const string Prefix = "skewlab.client.";

    private static readonly ActivitySource Source = new(Instruments.MeterName, Version);

    private readonly Instruments _instruments;
    private readonly KeyValuePair<string, object?>[] _tags;
    private readonly Uri _endpoint;

    /// <param name="name">Tells this credential from others in the <c>skewlab.client.name</c> tag; null leaves the tag out.</param>
    /// <param name="meters">Whose meter is used; null uses the one of the process.</param>
    /// <param name="endpoint">The token endpoint's address, without secrets.</param>
    public ClientTelemetry(string? name, IMeterFactory? meters, Uri endpoint)
    {
        _instruments = Instruments.Of(meters);
        _tags = name is null ? [] : [new(Prefix + "name", name)];
        _endpoint = endpoint;
    }

    /// <value>The package's version, which meter and source bear.</value>
    public static string Version => typeof(ClientTelemetry).Assembly.GetName().Version!.ToString(3);

    /// <summary>A token is sent.</summary>
    /// <param name="token">The token.</param>
    /// <param name="now">Elapsed time.</param>
    public void NoteUse(AccessToken token, TimeSpan now)
    {
        if (_instruments.TokenAge.Enabled)
            _instruments.TokenAge.Record((now - token.Lifetime.SentAt).TotalSeconds, _tags);
    }

    /// <summary>A refresh begins: null when nobody traces it.</summary>
    /// <param name="isForced">Whether the token is renewed before its time.</param>
    public Activity? StartRefresh(bool isForced)
    {
        var activity = Start("refresh");
        activity?.SetTag(Prefix + "refresh.forced", isForced);
        activity?.SetTag("server.address", _endpoint.Host);
        activity?.SetTag("server.port", _endpoint.Port);
        return activity;
    }

    /// <summary>A refresh ended.</summary>
    /// <param name="activity">What <see cref="StartRefresh"/> gave.</param>
    /// <param name="outcome">How.</param>
    /// <param name="isNew">Whether it brought a token that was not there before.</param>
    /// <param name="isForced">Whether the token was renewed before its time.</param>
    /// <param name="duration">In elapsed time.</param>
    /// <param name="endpointClock">What is known of the token endpoint's clock.</param>
    public void EndRefresh(Activity? activity, RefreshOutcome outcome, bool isNew, bool isForced, TimeSpan duration, ServerClockEstimator endpointClock)
    {
        var result = outcome.Failure is not null ? "failed" : isNew ? "new" : "repeated";
        var error = outcome.Failure is { } failure ? TelemetryWords.ErrorOf(failure) : null;
        if (_instruments.Refreshes.Enabled || _instruments.RefreshDuration.Enabled)
        {
            TagList tags = [.. _tags, new(Prefix + "refresh.result", result), new(Prefix + "refresh.forced", isForced)];
            if (error is not null)
                tags.Add("error.type", error);
            _instruments.Refreshes.Add(1, tags);
            _instruments.RefreshDuration.Record(duration.TotalSeconds, tags);
        }

        if ((_instruments.ClockOffset.Enabled || _instruments.ClockOffsetError.Enabled) && endpointClock.Estimate is { } estimate)
        {
            _instruments.ClockOffset.Record(estimate.Midpoint.TotalSeconds, _tags);
            _instruments.ClockOffsetError.Record(estimate.Error.TotalSeconds, _tags);
        }

        if (activity is null)
            return;
        activity.SetTag(Prefix + "refresh.result", result);
        activity.SetTag(Prefix + "token.id", outcome.Token?.Id);
        activity.SetTag(Prefix + "token.generation", outcome.Token?.Generation);
        if (outcome.Failure is { } reason)
        {
            activity.SetTag("error.type", error);
            activity.SetTag(Prefix + "oauth.error", reason.OAuthError);
            activity.SetStatus(ActivityStatusCode.Error, reason.Problem);
        }

        activity.Dispose();
    }

    /// <summary>A call met its first 401: null when nobody traces it. Dispose it when the call is over.</summary>
    public Activity? StartAnswering() => Start("answer_refusal");

    /// <summary>An API refused a call.</summary>
    /// <param name="activity">What <see cref="StartAnswering"/> gave.</param>
    /// <param name="decision">What was made of it, as a tag's value.</param>
    /// <param name="diagnostics">All that is known.</param>
    public void NoteRefusal(Activity? activity, string decision, SkewAwareDiagnostics diagnostics)
    {
        var surfaced = diagnostics.Surfaced is { } reason ? TelemetryWords.Of(reason) : null;
        if (_instruments.Refusals.Enabled)
        {
            TagList tags = [.. _tags, new(Prefix + "decision", decision)];
            if (surfaced is not null)
                tags.Add(Prefix + "surfaced", surfaced);
            _instruments.Refusals.Add(1, tags);
        }

        if (activity is null)
            return;
        activity.AddEvent(new ActivityEvent(Prefix + "refused", tags: new ActivityTagsCollection
        {
            { Prefix + "decision", decision },
            { Prefix + "token.id", diagnostics.TokenId },
            { Prefix + "token.generation", diagnostics.Generation },
            { Prefix + "token.age", diagnostics.Age.TotalSeconds },
            { Prefix + "sends", diagnostics.Sends },
        }));
        if (surfaced is null)
            return;
        activity.SetTag(Prefix + "surfaced", surfaced);
        activity.SetStatus(ActivityStatusCode.Error, diagnostics.ToString());
    }

    private Activity? Start(string name)
    {
        var activity = Source.StartActivity(Prefix + name);
        foreach (var (key, value) in activity is null ? [] : _tags)
            activity!.SetTag(key, value);
        return activity;
    }
}
