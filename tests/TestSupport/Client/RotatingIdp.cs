using System.Net;

namespace SkewLab.TestSupport.Client;

/// <summary>
/// An IdP that replaces the refresh token at every use. <c>rt-1</c> is the first; a token that was replaced is refused once its grace is over.
/// </summary>
internal sealed class RotatingIdp(ManualTime time)
{
    private readonly Dictionary<string, (string Successor, TimeSpan UsedAt)> _used = [];
    private int _issued;
    private int _refreshTokens = 1;

    public TimeSpan Grace { get; set; }

    /// <value>Whether a second presentation outside the grace revokes the whole family.</value>
    public bool DetectsReuse { get; set; }

    public bool IsFamilyRevoked { get; private set; }

    /// <value>The refresh tokens presented, in order.</value>
    public List<string> Presented { get; } = [];

    /// <summary>Answers a token request's body; what the caller does not pass on is an answer that was lost.</summary>
    public HttpResponseMessage Answer(string body)
    {
        var presented = body[(body.LastIndexOf('=') + 1)..];
        Presented.Add(presented);
        var now = TimeSpan.FromTicks(time.GetTimestamp());
        var isUsed = _used.TryGetValue(presented, out var use);
        IsFamilyRevoked |= DetectsReuse && isUsed && now - use.UsedAt >= Grace;
        if (IsFamilyRevoked || (isUsed && now - use.UsedAt >= Grace))
            return FakeNetwork.Json(HttpStatusCode.BadRequest, "{\"error\":\"invalid_grant\"}");
        if (!isUsed)
            _used[presented] = use = ($"rt-{++_refreshTokens}", now);
        return FakeNetwork.Grant(++_issued, more: $",\"refresh_token\":\"{use.Successor}\"");
    }
}
