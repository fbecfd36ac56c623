using System.Net.Http.Headers;
using System.Text;
using SkewLab.FakeIdp.Clients;

namespace SkewLab.FakeIdp.Tests;

/// <summary>RFC 6749 section 2.3.1, with the liberties that real clients take.</summary>
public class ClientAuthenticationTests
{
    private const string Form = "grant_type=client_credentials";

    [Fact]
    public async Task Basic_is_compared_raw_first_then_as_latin_1_then_form_decoded()
    {
        var lab = new Lab();
        lab.Idp.Register(new RegisteredClient { Id = "a b", Secret = "p%41+ö:x" });

        Assert.Equal(200, (await lab.PostToken(Form, Basic("a b:p%41+ö:x", Encoding.UTF8))).Status);
        Assert.Equal(200, (await lab.PostToken(Form, Basic("a b:p%41+ö:x", Encoding.Latin1))).Status);
        Assert.Equal(200, (await lab.PostToken(Form, Basic("a+b:p%2541%2B%C3%B6%3Ax", Encoding.UTF8))).Status);
        Assert.Equal(401, (await lab.PostToken(Form, Basic("a b:pA+ö:x", Encoding.UTF8))).Status);
    }

    [Theory]
    [InlineData("Basic", "YXBwOndyb25n")] // app:wrong
    [InlineData("Basic", "YXBw")] // app
    [InlineData("Basic", "!!")]
    [InlineData("Bearer", "abc")]
    public async Task A_failed_Authorization_is_401_with_a_challenge(string scheme, string parameter)
    {
        var reply = await new Lab().PostToken(Form, new AuthenticationHeaderValue(scheme, parameter));

        Assert.Equal((401, "invalid_client"), (reply.Status, reply.Error));
        Assert.Equal("Basic realm=\"skewlab\"", reply.Header("WWW-Authenticate"));
    }

    [Theory]
    [InlineData("client_id=app&client_secret=wrong&")]
    [InlineData("client_id=app&")]
    [InlineData("client_id=nobody&client_secret=x&")]
    [InlineData("client_id=spa&client_secret=x&")]
    [InlineData("")]
    public async Task A_failed_form_is_400_without_a_challenge(string prefix)
    {
        var reply = await new Lab().PostToken(prefix + Form);

        Assert.Equal((400, "invalid_client"), (reply.Status, reply.Error));
        Assert.Null(reply.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task Two_methods_at_once_are_an_invalid_request_but_repeating_the_identifier_is_not()
    {
        var lab = new Lab();
        var basic = Basic("app:s3cret", Encoding.UTF8);

        Assert.Equal("invalid_request", (await lab.PostToken(Form + "&client_id=app&client_secret=s3cret", basic)).Error);
        Assert.Equal(200, (await lab.PostToken(Form + "&client_id=app", basic)).Status);
        Assert.Equal("invalid_client", (await lab.PostToken(Form + "&client_id=spa", basic)).Error);
    }

    [Fact]
    public async Task A_public_client_refreshes_by_its_identifier_alone()
    {
        var lab = new Lab();
        var refresh = lab.Idp.IssueRefreshToken("spa");

        var reply = await lab.PostToken($"grant_type=refresh_token&client_id=spa&refresh_token={refresh.Value}");

        Assert.Equal(200, reply.Status);
        Assert.Equal("spa", reply.Decision.ClientId);
    }

    private static AuthenticationHeaderValue Basic(string pair, Encoding encoding) => new("Basic", Convert.ToBase64String(encoding.GetBytes(pair)));
}
