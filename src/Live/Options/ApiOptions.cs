using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.RateLimits;
using SkewLab.Testing.Clocks;

namespace SkewLab.Testing.Options;

/// <summary>How a lab's API begins.</summary>
public sealed class ApiOptions
{
    /// <value>How many nodes there are: 1 to 1,000; 1 by default. They are called <c>api-1</c>, <c>api-2</c>, …</value>
    public int Nodes { get; set; } = 1;

    /// <value>How each of them judges.</value>
    public ApiSettings Settings { get; set; } = new();

    /// <value>Which node answers a request that names none. <see cref="Balancing.RoundRobin"/> by default.</value>
    public Balancing Balancing { get; set; } = Balancing.RoundRobin;

    /// <value>What one node has of its own, by its name. None by default.</value>
    public IDictionary<string, ApiNodeOptions> Node { get; } = new Dictionary<string, ApiNodeOptions>(StringComparer.Ordinal);

    /// <value>What limits each client's requests to the API, whichever node answers; null (the default) is no limit.</value>
    public RateLimit? RateLimit { get; set; }

    /// <value>How the limit's <c>Retry-After</c> is written. In seconds by default.</value>
    public RetryAfterForm RetryAfterForm { get; set; }
}

/// <summary>How one API node begins.</summary>
public sealed class ApiNodeOptions
{
    /// <value>Its clock. Exact by default.</value>
    public ClockSetting Clock { get; set; } = new();

    /// <value>When it learns what. At once by default.</value>
    public NodePropagation Propagation { get; } = new();

    /// <value>How it judges; null (the default) is as the others do.</value>
    public ApiSettings? Settings { get; set; }
}
