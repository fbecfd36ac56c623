using SkewLab.FakeIdp.RateLimits;
using SkewLab.FakeIdp.Tokens;
using SkewLab.Testing.Clocks;

namespace SkewLab.Testing.Options;

/// <summary>How a lab's IdP begins.</summary>
public sealed class IdpOptions
{
    /// <value>What it issues. RS256 by default, which most clients expect; otherwise as <see cref="IdpSettings"/> has it.</value>
    public IdpSettings Settings { get; set; } = new() { Algorithm = SigningAlgorithm.RS256 };

    /// <value>Its clock. Exact by default.</value>
    public ClockSetting Clock { get; set; } = new();

    /// <value>What limits each client's requests to the token endpoint; null (the default) is no limit.</value>
    public RateLimit? RateLimit { get; set; }

    /// <value>How the limit's <c>Retry-After</c> is written. In seconds by default.</value>
    public RetryAfterForm RetryAfterForm { get; set; }
}
