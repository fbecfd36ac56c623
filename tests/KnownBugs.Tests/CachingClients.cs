using SkewLab.ClientContract;
using SkewLab.Simulation.Strategies;

namespace SkewLab.KnownBugs.Tests;

/// <summary>Keeps the first token for its own time, and each later one for the cache's default.</summary>
[Strategy("default-cache-lifetime", Rule = "Keep the first token until 75 s before its end, each later one for 15 min.", Source = "DuendeSoftware/foss#287")]
public sealed class DefaultCacheLifetime : TokenClient
{
    private protected override TokenHandler HandlerFor(ClientEnvironment environment) => new Handler(environment);

    private sealed class Handler(ClientEnvironment environment) : TokenHandler(environment)
    {
        private static readonly TimeSpan Default = TimeSpan.FromMinutes(15);

        private HeldToken? _held;
        private DateTimeOffset _until;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_held is null || Now >= _until)
            {
                var isFirst = _held is null;
                _held = await FetchAsync(cancellationToken);
                _until = isFirst ? _held.ExpiresAt - Buffer : Now + Default;
            }

            return await CallAsync(request, _held, cancellationToken);
        }
    }
}

/// <summary>Reads a shared cache through a local one, whose entries live for their full time however little the shared entry has left.</summary>
[Strategy(
    "local-cache-outlives", Rule = "A shared entry ends with the token; a copy of it lives for 4 min from when it is read.", Source = "dotnet/extensions#5824")]
public sealed class LocalCacheOutlives : TokenClient
{
    private protected override TokenHandler HandlerFor(ClientEnvironment environment) => new Handler(environment);

    private sealed class Handler(ClientEnvironment environment) : TokenHandler(environment)
    {
        private static readonly TimeSpan LocalLifetime = TimeSpan.FromMinutes(4);

        private HeldToken? _shared, _local;
        private DateTimeOffset _localUntil;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (_local is null || Now >= _localUntil)
            {
                if (_shared is null || Now >= _shared.ExpiresAt)
                    _shared = await FetchAsync(cancellationToken);
                (_local, _localUntil) = (_shared, Now + LocalLifetime);
            }

            return await CallAsync(request, _local, cancellationToken);
        }
    }
}
