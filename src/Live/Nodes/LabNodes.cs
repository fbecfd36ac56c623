using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Randomness;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.Testing.Clocks;
using SkewLab.Testing.Options;


namespace SkewLab.Testing.Nodes;

/// <summary>The nodes of a lab from one start to the next, and which of them a request is for. Immutable but for what nodes remember.</summary>
internal sealed class LabNodes
{
    private static readonly string[] IdpPaths = ["/.well-known/", "/oauth/"];

    private readonly Balancing _balancing;
    private readonly Dictionary<string, LabNode> _byName;
    private long _balanced;

    public LabNodes(LabOptions options, LabClocks clocks, ulong generation)
    {
        _balancing = options.Api.Balancing;
        // A token of the lab's next life must differ from one of this life.
        var settings = options.Idp.Settings with { Seed = options.Idp.Settings.Seed + generation };
        Idp = new("idp", clocks["idp"], options.Time, settings) { RateLimiter = LimiterOf(options, options.Idp.RateLimit, options.Idp.RetryAfterForm) };
        foreach (var client in options.Clients)
            Idp.Register(client);
        var limiter = LimiterOf(options, options.Api.RateLimit, options.Api.RetryAfterForm);
        Propagation = Enumerable.Range(1, options.Api.Nodes).Select(number => $"api-{number}")
            .ToDictionary(name => name, name => options.Api.Node.TryGetValue(name, out var own) ? own.Propagation.Copy() : new());
        Api = [.. Propagation.Select(pair =>
            new ApiNode(pair.Key, clocks[pair.Key], Idp, SettingsOf(options.Api, pair.Key), pair.Value) { RateLimiter = limiter })];
        _byName = Api.Append<LabNode>(Idp).ToDictionary(node => node.Name, StringComparer.Ordinal);
    }

    public IdpNode Idp { get; }

    public IReadOnlyList<ApiNode> Api { get; }

    public IReadOnlyDictionary<string, NodePropagation> Propagation { get; }

    public LabNode? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The node for a path that names none: the IdP for its own, else an API node.</summary>
    public LabNode Choose(string path) => IsForIdp(path) ? Idp : Api[Balance(Interlocked.Increment(ref _balanced) - 1)];

    /// <summary>The node that <see cref="Choose"/> would choose now; it is still the next one's turn.</summary>
    public LabNode Next(string path) => IsForIdp(path) ? Idp : Api[Balance(Interlocked.Read(ref _balanced))];

    private static bool IsForIdp(string path) =>
        IdpPaths.Any(start => path.StartsWith(start, StringComparison.Ordinal)) || ServedRoutes.Idp.Any(route => route.Path == path);

    // At random, one request after another lands anywhere, in every lab alike.
    private int Balance(long request) =>
        _balancing == Balancing.Random ? (int)(SplitMix64.At((ulong)request + 1) % (ulong)Api.Count) : (int)(request % Api.Count);

    private static RateLimiter? LimiterOf(LabOptions options, RateLimit? limit, RetryAfterForm form) =>
        limit is null ? null : new(options.Time, limit) { RetryAfterForm = form };

    private static ApiSettings SettingsOf(ApiOptions api, string name) => (api.Node.TryGetValue(name, out var own) ? own.Settings : null) ?? api.Settings;
}
