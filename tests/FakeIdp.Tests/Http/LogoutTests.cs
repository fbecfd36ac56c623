namespace SkewLab.FakeIdp.Tests;

/// <summary><c>GET /logout</c>: OpenID Connect RP-Initiated Logout sections 2 and 3.</summary>
public class LogoutTests
{
    private const string Bye = "post_logout_redirect_uri=https://web.example/bye";

    [Fact]
    public async Task Without_parameters_it_is_a_page_and_tokens_stay_good()
    {
        var lab = new Lab();
        var token = await lab.NewToken();

        var reply = await Logout(lab, "");

        Assert.Equal((200, "text/html;charset=UTF-8"), (reply.Status, reply.Header("Content-Type")));
        Assert.Contains("Logged out", reply.Body);
        Assert.Null(await lab.CauseOf(token));
    }

    [Theory]
    [InlineData("?client_id=web&" + Bye, "https://web.example/bye")]
    [InlineData("?client_id=web&state=a%26b&" + Bye, "https://web.example/bye?state=a%26b")]
    public async Task A_registered_address_is_where_the_browser_goes(string query, string location)
    {
        var reply = await Logout(Flow.NewLab(), query);

        Assert.Equal((302, location, "web"), (reply.Status, reply.Header("Location"), reply.Decision.ClientId));
    }

    [Fact]
    public async Task An_id_token_names_the_client_though_it_has_expired()
    {
        var lab = Flow.NewLab();
        var idToken = Flow.Text(await Flow.Grant(lab), "id_token");
        lab.Advance(TimeSpan.FromDays(2));

        Assert.Equal(302, (await Logout(lab, $"?id_token_hint={idToken}&{Bye}")).Status);
        Assert.Equal(302, (await Logout(lab, $"?client_id=web&id_token_hint={idToken}&{Bye}")).Status);
        Assert.Equal(400, (await Logout(lab, $"?client_id=app&id_token_hint={idToken}&{Bye}")).Status);
        Assert.Equal(400, (await Logout(lab, $"?id_token_hint={JwtTests.Altered(idToken)}&{Bye}")).Status);
    }

    [Theory]
    [InlineData("?" + Bye, "post_logout_redirect_uri")]
    [InlineData("?client_id=app&" + Bye, "post_logout_redirect_uri")]
    [InlineData("?client_id=web&post_logout_redirect_uri=https://web.example/cb", "post_logout_redirect_uri")]
    [InlineData("?client_id=nobody", "client_id")]
    [InlineData("?id_token_hint=garbage", "client_id")]
    [InlineData("?client_id=web&client_id=web", "stands more than once")]
    [InlineData("?state=%FF", "UTF-8")]
    public async Task No_other_address_is_ever_sent_to(string query, string problem)
    {
        var reply = await Logout(Flow.NewLab(), query);

        Assert.Equal((400, (string?)null, "invalid_request"), (reply.Status, reply.Header("Location"), reply.Decision.Error));
        Assert.Contains(problem, reply.Body);
    }

    private static Task<Reply> Logout(Lab lab, string query) => Lab.Send(lab.Idp, Flow.Get("/logout" + query));
}
