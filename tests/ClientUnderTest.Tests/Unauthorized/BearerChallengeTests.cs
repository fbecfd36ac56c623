using System.Net;
using SkewLab.Client.Unauthorized;

namespace SkewLab.Client.Tests.Unauthorized;

public class BearerChallengeTests
{
    [Theory]
    [InlineData("Bearer", true)]
    [InlineData("bearer realm=\"api\"", true)]
    [InlineData("Bearer error=\"invalid_token\"", true)]
    [InlineData("Bearer error=insufficient_scope", false)]
    [InlineData("Bearer ERROR = \"Insufficient_Scope\"", false)]
    [InlineData("Bearer scope=\"a b\", error=\"insufficient_scope\"", false)]
    [InlineData("Bearer error=\"insufficient_scope\", scope=\"a b\"", false)]
    [InlineData("Bearer error=\"insufficient_scopes\"", true)]
    [InlineData("Bearer x_error=\"insufficient_scope\"", true)]
    [InlineData("Bearer =insufficient_scope, realm=\"api\"", true)]
    [InlineData("Bearer error_description=\"a, error=insufficient_scope\"", true)]
    [InlineData("Bearer error_description=\"a \\\", error=insufficient_scope\"", true)]
    [InlineData("Bearer error_description=\"a \\\\\", error=insufficient_scope", false)]
    [InlineData("Basic realm=\"x\"", false)]
    public void A_bearer_challenge_refuses_the_token_unless_it_asks_for_more_scope(string challenge, bool refuses) =>
        Assert.Equal(refuses, Refuses(HttpStatusCode.Unauthorized, challenge));

    [Fact]
    public void Among_several_challenges_the_bearers_one_counts()
    {
        Assert.True(Refuses(HttpStatusCode.Unauthorized, "Basic realm=\"x\"", "Bearer"));
        Assert.True(Refuses(HttpStatusCode.Unauthorized, "Bearer", "Basic realm=\"x\""));
        Assert.False(Refuses(HttpStatusCode.Unauthorized, "Bearer", "Bearer error=\"insufficient_scope\""));
        Assert.False(Refuses(HttpStatusCode.Unauthorized));
    }

    [Fact]
    public void No_answer_but_a_401_refuses_the_token() => Assert.False(Refuses(HttpStatusCode.Forbidden, "Bearer error=\"invalid_token\""));

    private static bool Refuses(HttpStatusCode status, params string[] challenges)
    {
        using var response = FakeNetwork.Refuse(null, status);
        foreach (var challenge in challenges)
            Assert.True(response.Headers.TryAddWithoutValidation("WWW-Authenticate", challenge));
        return BearerChallenge.RefusesToken(response);
    }
}
