// Article 004, lines 10-16 (clock_tolerance = "5s" in a provider block), 60 (a request header Clock-Skew-Seconds: 5 "in the credential object").
//
// As printed: no client, no IdP and no API reads either. The provider block changes nothing, so there is nothing of it to reproduce; the header goes out with
// every request, for a token and for a call. All the rest is naive-expiry, to the byte.
using System.Globalization;
using SkewLab.ClientContract;

namespace SkewLab.Comparators;

/// <summary>Sets a tolerance that nobody reads.</summary>
[Strategy(
    "inert-config",
    Rule = "As naive-expiry, with clock_tolerance = \"5s\" in a provider block and a Clock-Skew-Seconds header on each request: nothing reads either.",
    Source = "article 004, lines 10-16, 60")]
[StrategyOption(
    "tolerance", StrategyOptionKind.Duration, "5s", Min = "0s", Max = "1d", Description = "The tolerance that the header states, in whole seconds.")]
public sealed class InertConfig : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment)
    {
        var tolerance = StrategyOptions.Of<InertConfig>(environment).Duration("tolerance");
        return new NaiveExpiry().Create(environment with { Network = new Header(tolerance, environment.Network), Options = new Dictionary<string, string>() });
    }

    private sealed class Header(TimeSpan tolerance, HttpMessageHandler network) : DelegatingHandler(network)
    {
        private readonly string _seconds = (tolerance.Ticks / TimeSpan.TicksPerSecond).ToString(CultureInfo.InvariantCulture);

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add("Clock-Skew-Seconds", _seconds);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
