namespace SkewLab.Simulation.Scenarios;

/// <summary>A world to run: who lives in it, on which clocks, over which links, and what is expected of each strategy.</summary>
public sealed record Scenario
{
    public required int Lab { get; init; }
    public required string Name { get; init; }
    public string Description { get; init; } = "";
    public ulong Seed { get; init; } = 1;
    public required TimeSpan Duration { get; init; }
    public IdpSection Idp { get; init; } = new();
    public ApiSection Api { get; init; } = new();
    public ClientsSection Clients { get; init; } = new();
    public IReadOnlyDictionary<string, LinkSection> Links { get; init; } = new Dictionary<string, LinkSection>();
    public IReadOnlyList<TrafficSection> Traffic { get; init; } = [];
    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];
    public IReadOnlyList<string> Strategies { get; init; } = [];
    public IReadOnlyDictionary<string, ExpectationSection> Expect { get; init; } = new Dictionary<string, ExpectationSection>();
}

public sealed record IdpSection
{
    public ClockSection Clock { get; init; } = new();
    public TokensSection Tokens { get; init; } = new();
    public RefreshTokensSection RefreshTokens { get; init; } = new();
    public bool RevokeOnRefresh { get; init; }
}

public sealed record TokensSection
{
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(1);
    public TokenFormatName Format { get; init; } = TokenFormatName.Jwt;
    public SigningAlgorithmName Algorithm { get; init; } = SigningAlgorithmName.ES256;
    public bool NotBefore { get; init; } = true;
}

public enum TokenFormatName { Jwt, Opaque }

public enum SigningAlgorithmName { ES256, RS256, HS256 }

public sealed record RefreshTokensSection
{
    public RefreshTokenModeName Mode { get; init; } = RefreshTokenModeName.Keep;
    public TimeSpan ReuseGrace { get; init; }
}

public enum RefreshTokenModeName { Keep, Rotate }

public sealed record ApiSection
{
    public int Nodes { get; init; } = 1;
    public BalancingName Balancing { get; init; } = BalancingName.Random;
    public ValidatorSection Validator { get; init; } = new();   // YAML: a preset name, or a mapping
    public ApiNodeSection Each { get; init; } = new();
    public IReadOnlyDictionary<string, ApiNodeSection> Node { get; init; } = new Dictionary<string, ApiNodeSection>();
}

public enum BalancingName { Random, RoundRobin, Sticky }

public sealed record ValidatorSection
{
    public string Preset { get; init; } = "jose";
    public TimeSpan? Leeway { get; init; }
    public bool? CheckIssuedAt { get; init; }
}

/// <summary>One API node; null means: as <c>each</c> says, or the default (clock exact, everything learnt at once).</summary>
public sealed record ApiNodeSection
{
    public ClockSection? Clock { get; init; }
    public Distribution? LearnsTokenAfter { get; init; }
    public Distribution? LearnsRevocationAfter { get; init; }
    public Distribution? LearnsKeyAfter { get; init; }
}

public sealed record ClockSection
{
    public string Profile { get; init; } = "perfect";
    public Distribution Offset { get; init; } = Distribution.Zero;
    public int DriftPpb { get; init; }               // YAML key: drift, "50ppm"
    public TimeSpan Resolution { get; init; }        // coarse reads; zero = exact (a tick)
}

public sealed record ClientsSection
{
    public int Count { get; init; } = 1;
    public GrantName Grant { get; init; } = GrantName.ClientCredentials;
    public ClockSection Clock { get; init; } = new();
}

public enum GrantName { ClientCredentials, RefreshToken }

public sealed record LinkSection
{
    public Distribution OneWay { get; init; } = Distribution.Zero;   // each leg draws its own
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);
    public double RequestLoss { get; init; }         // share 0..1 of request legs lost
    public double ResponseLoss { get; init; }        // share 0..1 of response legs lost
    public double Loss { get; init; }                // both legs
}

public sealed record TrafficSection
{
    public required ExecutorName Executor { get; init; }
    public Rate? Rate { get; init; }                 // constantArrivalRate
    public ArrivalsName Arrivals { get; init; } = ArrivalsName.Poisson;
    public int? Vus { get; init; }                   // constantVus
    public TimeSpan Pause { get; init; }             // constantVus: between an answer and the next call of the same VU
    public string Request { get; init; } = "GET /api/v2/users/me";
    public TimeSpan Start { get; init; }
    public TimeSpan? End { get; init; }
}

public enum ExecutorName { ConstantArrivalRate, ConstantVus }

public enum ArrivalsName { Poisson, Even }

/// <summary>What happens when. Exactly one action is set.</summary>
public sealed record TimelineEntry
{
    public required TimeSpan At { get; init; }
    public JumpAction? Jump { get; init; }
    public SuspendAction? Suspend { get; init; }
    public RotateKeysAction? RotateKeys { get; init; }
    public RevokeTarget? Revoke { get; init; }
    public FaultAction? Fault { get; init; }
    public LoseAction? Lose { get; init; }
    public EndFaultsTarget? EndFaults { get; init; }
}

/// <param name="Clock">client, idp, api-N or api-*.</param>
public sealed record JumpAction
{
    public required string Clock { get; init; }
    public required TimeSpan By { get; init; }
}

public sealed record SuspendAction
{
    public required string Clock { get; init; }
    public required TimeSpan For { get; init; }
    public bool ElapsedCounts { get; init; }         // some systems count suspend in elapsed time (Windows, CLOCK_BOOTTIME)
    public bool WallStops { get; init; }             // a paused VM: wall is left behind
}

public sealed record RotateKeysAction
{
    public TimeSpan PublishLead { get; init; }
    public TimeSpan Retire { get; init; }
}

public enum RevokeTarget { NewestToken, AllTokens }

public sealed record FaultAction
{
    public required string At { get; init; }         // idp, api-N, api-*
    public string? Path { get; init; }
    public required int Status { get; init; }
    public TimeSpan? RetryAfter { get; init; }
    public RetryAfterForm RetryAfterForm { get; init; } = RetryAfterForm.Seconds;
    public int? Times { get; init; }                 // null: until endFaults
}

public enum RetryAfterForm { Seconds, Date }

public sealed record LoseAction
{
    public required string Link { get; init; }       // a key of links, e.g. "client -> idp"
    public required LegName Leg { get; init; }
    public int Times { get; init; } = 1;
}

public enum LegName { Request, Response }

public enum EndFaultsTarget { All }

public sealed record ExpectationSection
{
    public IReadOnlyDictionary<string, MetricRange> Reproduces { get; init; } = new Dictionary<string, MetricRange>();
    public IReadOnlyDictionary<string, MetricRange> Requires { get; init; } = new Dictionary<string, MetricRange>();
}
