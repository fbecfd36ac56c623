using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SkewLab.Client.Telemetry;
using SkewLab.Client.Tokens;
using SkewLab.Client.Unauthorized;

namespace SkewLab.Client;

/// <summary>One credential's tokens and what was learnt about them. Handlers made of one credential share it: one token, one token request at a time.</summary>
/// <remarks>
/// <para><c>IHttpClientFactory</c> makes new handlers every two minutes; the token must outlive them. With <c>AddSkewAwareAccessTokens</c> there is one
/// credential per named client, a keyed singleton under the client's name.</para>
/// <para>Thread-safe. It is for one process: another one has a clock of its own and gets a token of its own.</para>
/// </remarks>
public sealed class SkewAwareCredential : IDisposable
{
    private readonly TokenEndpoint _endpoint;

    /// <summary>Makes a credential. No token is asked for before the first request.</summary>
    /// <param name="options">Copied; later changes are not seen.</param>
    /// <param name="logger">Where it logs; null drops every line. No line holds a token or a secret.</param>
    /// <param name="meters">Makes the meter <c>SkewLab.Client</c>; null uses one that all credentials of the process share.</param>
    /// <param name="name">Tells this credential from others in metrics and traces, as the tag <c>skewlab.client.name</c>; null leaves the tag out.</param>
    /// <exception cref="ArgumentException"><paramref name="options"/> has problems; the message names them all.</exception>
    public SkewAwareCredential(SkewAwareOptions options, ILogger? logger = null, IMeterFactory? meters = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Validate() is { Count: > 0 } problems)
            throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(options));

        Options = options with { };
        logger ??= NullLogger.Instance;
        AllowedOrigins = new OriginSet(Options.AllowedOrigins);
        Clock = new ElapsedClock(Options.TimeProvider);
        _endpoint = new TokenEndpoint(Options, Clock);
        Telemetry = new ClientTelemetry(name, meters, _endpoint.Name);
        Tokens = new TokenSource(Options, _endpoint, Clock, Telemetry, logger);
        Retry = new UnauthorizedRetry(Options, Tokens, Clock, new RefusalReport(Options, Clock, _endpoint.ServerClock, Telemetry, logger), Telemetry, logger);
    }

    /// <value>
    /// By how much the token endpoint's clock is ahead of this machine's wall clock, as of now; null before its first answer with a <c>Date</c>, and after a
    /// jump of this clock until the next one. Of the API there is no such value, because each of its nodes has a clock of its own: a refusal's
    /// <see cref="SkewAwareDiagnostics"/> tells of the node that refused.
    /// </value>
    public ServerClockEstimate? TokenEndpointClock => _endpoint.ServerClock.Estimate;

    internal SkewAwareOptions Options { get; }

    internal OriginSet AllowedOrigins { get; }

    internal ElapsedClock Clock { get; }

    internal ClientTelemetry Telemetry { get; }

    internal TokenSource Tokens { get; }

    internal UnauthorizedRetry Retry { get; }

    /// <summary>Ends a token request under way: whoever waits for it gets an <see cref="AccessTokenException"/>. A handler still in use sends the token it has
    /// as long as it lives.</summary>
    public void Dispose() => Tokens.Dispose();

    /// <summary>Names the client without its secrets.</summary>
    public override string ToString() => Options.ToString();
}
