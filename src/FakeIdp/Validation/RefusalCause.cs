namespace SkewLab.FakeIdp.Validation;

/// <summary>Why an API node answered 401: a closed set. A 401 without a cause is a bug of the lab.</summary>
public enum RefusalCause
{
    /// <summary>The request carried no bearer token.</summary>
    MissingToken,

    /// <summary>The text is no token of this IdP's format.</summary>
    Malformed,

    /// <summary>The node's copy of the key set lacks the token's key.</summary>
    UnknownKid,

    /// <summary>The token's key has left the node's copy of the key set.</summary>
    RetiredKid,

    /// <summary>The signature does not verify, or its algorithm is refused.</summary>
    BadSignature,

    /// <summary><c>iss</c> names another issuer.</summary>
    WrongIssuer,

    /// <summary><c>aud</c> names another audience.</summary>
    WrongAudience,

    /// <summary>The node has not learnt of the token yet.</summary>
    NotPropagated,

    /// <summary>The node has learnt that the token is revoked.</summary>
    Revoked,

    /// <summary>By the node's clock the token's <c>exp</c> has passed.</summary>
    Expired,

    /// <summary>By the node's clock the token's <c>nbf</c> lies ahead.</summary>
    NotYetValid,

    /// <summary>By the node's clock the token's <c>iat</c> lies ahead.</summary>
    IssuedInFuture,

    /// <summary>The token's scope lacks what the route asks for, and the API answers that with 401.</summary>
    InsufficientScope,

    /// <summary>A fault that the scenario asked for.</summary>
    Injected,
}
