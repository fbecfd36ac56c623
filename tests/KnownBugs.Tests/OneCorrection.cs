using SkewLab.ClientContract;
using SkewLab.Simulation.Strategies;

namespace SkewLab.KnownBugs.Tests;

/// <summary>Corrects its clock after a failure, and takes a correction that another call has made meanwhile for one that did not help.</summary>
[Strategy(
    "one-correction",
    Rule = "A token that looks expired on arrival corrects the offset by the answer's Date, once; whoever finds it corrected gives up.",
    Source = "aws/aws-sdk-js-v3#8005")]
public sealed class OneCorrection : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment) => new Handler(environment).ToClient();

    private sealed class Handler(ClientEnvironment environment) : ClockBugHandler(environment)
    {
        private TimeSpan _offset;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            while (true)
            {
                var offset = _offset;
                var token = await AskAsync(cancellationToken);
                if (Now + offset < token.ExpiresAt)
                    return await CallAsync(request, token, cancellationToken);

                var measured = token.ServerDate - Now;
                if ((measured - _offset).Duration() < TimeSpan.FromMinutes(5))
                    throw new InvalidOperationException("The token is expired, and the clock has been corrected already.");
                _offset = measured;
            }
        }
    }
}
