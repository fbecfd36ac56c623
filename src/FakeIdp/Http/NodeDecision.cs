using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Refusals;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Http;

/// <summary>What a node decided about one request, for the history. Holds no secret text.</summary>
/// <remarks>Written by one request; read it when the answer is there.</remarks>
public sealed class NodeDecision
{
    // Apart, for API requests have none of it and there are millions of them.
    private TokenRequestPart? _tokenRequest;

    internal NodeDecision(LabNode node, DateTimeOffset now)
    {
        Node = node;
        Now = now;
    }

    /// <value>The node that answered.</value>
    public LabNode Node { get; }

    /// <value>What the node does in the lab.</value>
    public NodeRole Role => Node.Role;

    /// <value>The node's own clock when the request arrived: the one reading that every stamp and check of this request uses.</value>
    public DateTimeOffset Now { get; }

    /// <value>The path of the endpoint that answered; null if no endpoint has the request's path.</value>
    public string? Endpoint { get; internal set; }

    /// <value>The status of the answer; 0 where a fault dropped the request before the node did anything.</value>
    public int Status { get; internal set; }

    /// <value>The access token presented, introspected or revoked, if the IdP issued it and still remembers it.</value>
    public IssuedToken? Token { get; internal set; }

    /// <value>The access token issued by this answer; null where the answer repeats a cached one.</value>
    public IssuedToken? Issued => IsFromCache ? null : ReturnedToken;

    /// <value>The access token in the answer, new or from the IdP's cache.</value>
    public IssuedToken? ReturnedToken
    {
        get => _tokenRequest?.ReturnedToken;
        internal set => TokenRequest.ReturnedToken = value;
    }

    /// <value>Whether the answer repeats an access token that the IdP had in its cache (<see cref="IdpSettings.CachedUntil"/>).</value>
    public bool IsFromCache
    {
        get => _tokenRequest?.IsFromCache ?? false;
        internal set => TokenRequest.IsFromCache = value;
    }

    /// <value>The refresh token presented, introspected or revoked, if the IdP knows it.</value>
    public IssuedRefreshToken? PresentedRefreshToken
    {
        get => _tokenRequest?.Presented;
        internal set => TokenRequest.Presented = value;
    }

    /// <value>The refresh token in the answer: a new one where the IdP rotates, the presented one where it keeps.</value>
    public IssuedRefreshToken? IssuedRefreshToken
    {
        get => _tokenRequest?.Next;
        internal set => TokenRequest.Next = value;
    }

    /// <value>The authorization code in the answer of <c>/oauth/authorize</c>; null where that refused, and for every other answer.</value>
    public IssuedAuthorizationCode? IssuedCode
    {
        get => _tokenRequest?.IssuedCode;
        internal set => TokenRequest.IssuedCode = value;
    }

    /// <value>The authorization code presented at the token endpoint, if the IdP knows it as one of the client's.</value>
    public IssuedAuthorizationCode? PresentedCode
    {
        get => _tokenRequest?.PresentedCode;
        internal set => TokenRequest.PresentedCode = value;
    }

    /// <value>Whether the answer carries an <c>id_token</c>.</value>
    public bool HasIdToken
    {
        get => _tokenRequest?.HasIdToken ?? false;
        internal set => TokenRequest.HasIdToken = value;
    }

    /// <value>Why the IdP refused the client's assertion; null where it took it, or there was none.</value>
    public AssertionRefusal? AssertionRefusal
    {
        get => _tokenRequest?.AssertionRefusal;
        internal set => TokenRequest.AssertionRefusal = value;
    }

    /// <value>What <c>/oauth/introspect</c> said of the token; null for every other answer.</value>
    public bool? IsActive
    {
        get => _tokenRequest?.IsActive;
        internal set => TokenRequest.IsActive = value;
    }

    /// <value>The client that authenticated or was named at the IdP, or whose token was presented.</value>
    public string? ClientId { get; internal set; }

    /// <value>The grant asked for at the token endpoint.</value>
    public string? GrantType
    {
        get => _tokenRequest?.GrantType;
        internal set => TokenRequest.GrantType = value;
    }

    /// <value>The OAuth error code of the answer (<c>invalid_grant</c>, <c>invalid_token</c>, <c>insufficient_scope</c>); null if there is none.</value>
    public string? Error { get; internal set; }

    /// <value>Why the API, or the IdP at <c>/userinfo</c>, answered 401; null for every other answer.</value>
    public Refusal? Refusal { get; internal set; }

    /// <value>Why the API answered 403 to a token it has not learnt of yet (<see cref="ApiSettings.PropagatingStatus"/>); null for every other answer.</value>
    public Refusal? Suppressed { get; internal set; }

    /// <value>Whether the request met a fault: the answer is not the node's own, or changed, late or lost.</value>
    public bool IsInjected => Fault is not null;

    /// <value>Whether a fault lost the exchange at the node: the answer must not be delivered. A transport reads it; the application writes an answer all the
    /// same.</value>
    public bool IsDropped { get; internal set; }

    /// <value>The page that the paged query served, from 1; null for every other answer. A page behind the last one is empty and served all the same.</value>
    public int? Page { get; internal set; }

    /// <value>Whether a rate limit of the node's own answered 429. An injected 429 is none.</value>
    public bool IsRateLimited { get; internal set; }

    /// <value>The fault that the request met; null if it met none.</value>
    public HttpFault? Fault { get; internal set; }

    private TokenRequestPart TokenRequest => _tokenRequest ??= new();

    /// <summary>The decision under way.</summary>
    internal static NodeDecision Of(HttpContext context) => context.Features.GetRequiredFeature<INodeFeature>().Decision!;

    /// <summary>Names node, endpoint and status.</summary>
    public override string ToString() => $"{Node} {Endpoint ?? "(no endpoint)"} {Status}";

    private sealed class TokenRequestPart
    {
        public IssuedToken? ReturnedToken { get; set; }

        public bool IsFromCache { get; set; }

        public IssuedRefreshToken? Presented { get; set; }

        public IssuedRefreshToken? Next { get; set; }

        public string? GrantType { get; set; }

        public IssuedAuthorizationCode? IssuedCode { get; set; }

        public IssuedAuthorizationCode? PresentedCode { get; set; }

        public bool HasIdToken { get; set; }

        public AssertionRefusal? AssertionRefusal { get; set; }

        public bool? IsActive { get; set; }
    }
}
