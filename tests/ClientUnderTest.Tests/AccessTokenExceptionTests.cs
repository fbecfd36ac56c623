using System.Net;
using SkewLab.Client.Tokens;

namespace SkewLab.Client.Tests;

public class AccessTokenExceptionTests
{
    private static readonly Uri Endpoint = new("https://idp.example/oauth/token");

    [Fact]
    public void A_message_says_what_is_known_and_ends_there()
    {
        Assert.Equal(
            "Cannot get an access token from https://idp.example/oauth/token: the exchange failed.",
            Message(new TokenFailure(Endpoint, "the exchange failed"), 0));
        Assert.Equal(
            "Cannot get an access token from https://idp.example/oauth/token: it refused (status 503). The next try is due in 0.25 s.",
            Message(new TokenFailure(Endpoint, "it refused", HttpStatusCode.ServiceUnavailable), 0.25));
        Assert.Equal(
            "Cannot get an access token from https://idp.example/oauth/token: it refused (status 400, error invalid_grant). The next try is due in 30 s.",
            Message(new TokenFailure(Endpoint, "it refused", HttpStatusCode.BadRequest, "invalid_grant"), 30));
    }

    [Fact]
    public void It_carries_what_the_message_says()
    {
        var cause = new IOException("reset");

        var exception = new TokenFailure(Endpoint, "it refused", HttpStatusCode.BadRequest, "invalid_grant", cause).ToException(TimeSpan.FromSeconds(30));

        Assert.Equal((Endpoint, HttpStatusCode.BadRequest, "invalid_grant"), (exception.Endpoint, exception.StatusCode, exception.OAuthError));
        Assert.Equal(TimeSpan.FromSeconds(30), exception.RetryAfter);
        Assert.False(exception.IsTransient);
        Assert.Same(cause, exception.InnerException);
    }

    private static string Message(TokenFailure failure, double pauseSeconds) => failure.ToException(TimeSpan.FromSeconds(pauseSeconds)).Message;
}
