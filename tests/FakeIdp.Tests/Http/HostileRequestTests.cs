using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Clients;

namespace SkewLab.FakeIdp.Tests;

/// <summary>Whatever is sent, the lab answers at once and never with a failure of its own.</summary>
public class HostileRequestTests
{
    public const int PerKind = 600;

    public static TheoryData<string> Kinds => [.. Hostile.Kinds.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_request_that_no_client_should_send_is_answered_at_once_and_refused_as_it_must_be(string kind)
    {
        var lab = await NewLab();
        var expected = Hostile.Kinds.Single(one => one.Name == kind).Outcome;
        var hostile = new Hostile(lab.Lab.Idp, lab.Lab.Api, lab.Good);

        for (var number = 0; number < PerKind; number++)
        {
            var (node, request) = hostile.Make(kind, number);
            var answer = Lab.Host.SendAsync(node, request).AsTask();

            Assert.True(answer.IsCompleted, $"{kind} #{number} waits: {request.Method} {request.RequestUri!.AbsolutePath}");
            var (status, decision) = ((int)(await answer).Response.StatusCode, (await answer).Decision);
            var isAsExpected = expected == Hostile.Outcome.Refused ? status is >= 400 and < 500 : status is >= 200 and < 500;
            Assert.True(isAsExpected, $"{kind} #{number} got {status} from {decision}: {request.Method} {request.RequestUri!.PathAndQuery}");
            // Every 401 of the API has a cause; other answers have none.
            Assert.Equal(decision.Role == NodeRole.Api && status == 401, decision.Role == NodeRole.Api && decision.Refusal is not null);
            _ = decision.Refusal?.Sentence() + decision.AssertionRefusal?.Sentence();
        }
    }

    [Fact]
    public async Task The_corpus_has_ten_thousand_requests_and_meets_every_endpoint_of_both_roles()
    {
        var lab = await NewLab();
        var hostile = new Hostile(lab.Lab.Idp, lab.Lab.Api, lab.Good);

        var met = Hostile.Kinds
            .SelectMany(kind => Enumerable.Range(0, PerKind / 4).Select(number => hostile.Make(kind.Name, number)))
            .Select(made => (made.Node.Role, made.Request.RequestUri!.AbsolutePath))
            .ToHashSet();

        Assert.True(Hostile.Kinds.Count * PerKind >= 10_000);
        Assert.All(ServedRoutes.Idp, route => Assert.Contains((NodeRole.Idp, route.Path), met));
        Assert.All(ServedRoutes.Api, route => Assert.Contains((NodeRole.Api, route.Path), met));
    }

    [Fact]
    public async Task What_the_corpus_mangles_is_good_as_it_stands()
    {
        var (lab, good) = await NewLab();

        Assert.Equal(200, (await lab.Get(good[0])).Status);
        Assert.Equal(200, (await Lab.Send(lab.Idp, Flow.Get("/userinfo", good[0]))).Status);
        Assert.Equal(200, (await Lab.Send(lab.Idp, Flow.Get("/logout?id_token_hint=" + good[1]))).Status);
        Assert.Equal(200, (await Flow.Refresh(lab, good[2])).Status);
        Assert.Equal(200, (await Assertion.Post(lab, good[3])).Status);
    }

    private static async Task<(Lab Lab, string[] Good)> NewLab()
    {
        var lab = Assertion.NewLab();
        lab.Idp.Register(new RegisteredClient { Id = "web", Secret = "w3b", RedirectUris = [Flow.Callback] });
        var granted = await Flow.Grant(lab, "openid users:readonly conversations:readonly");
        return (lab, [Flow.Text(granted, "access_token"), Flow.Text(granted, "id_token"), Flow.Text(granted, "refresh_token"), Assertion.SignEs256(Assertion.Claims(Lab.Noon))]);
    }
}
