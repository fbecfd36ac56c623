using System.Net.Http.Headers;
using SkewLab.Explanations.Causes;
using SkewLab.Explanations.History;
using SkewLab.FakeIdp.Http;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Tokens;
using SkewLab.Scenarios.Model;
using SkewLab.Simulation.Traffic;
using SkewLab.Verdicts.Metrics;
using SkewLab.VirtualTime;

namespace SkewLab.TestSupport.Simulation;

/// <summary>Events written by a test, with tokens and decisions of a real IdP and a real API node, shown to every fold.</summary>
internal sealed class HandMadeHistory
{
    private readonly VirtualTimeline _timeline = new();
    private readonly IdpNode _idp;
    private readonly ApiNode _api;
    private long _calls;

    public HandMadeHistory(int clients = 1, IPropagation? propagation = null, TimeSpan? lifetime = null)
    {
        var clock = new NodeClock(_timeline, ClockModel.Perfect, Scenario.DefaultEpoch);
        _idp = new("idp", clock, clock, new() { Lifetime = lifetime ?? TimeSpan.FromHours(1), Format = TokenFormat.Opaque });
        _idp.Register(new() { Id = "client-1", Secret = "secret" });
        _api = new("api-1", clock, _idp, propagation: propagation);
        Metrics = new(Tokens, clients);
        Unauthorized = new(Tokens, Scenario.DefaultEpoch);
    }

    public TokenBook Tokens { get; } = new();

    public MetricsFold Metrics { get; }

    public UnauthorizedFold Unauthorized { get; }

    public IdpNode Idp => _idp;

    /// <summary>The last answer a node gave.</summary>
    public WorldEvent LastServed { get; private set; }

    public TimeSpan Now => _timeline.Now;

    public HandMadeHistory At(double seconds)
    {
        _timeline.RunUntil(TimeSpan.FromSeconds(seconds));
        return this;
    }

    public WorldMetrics FinishAt(double seconds) => Metrics.Finish(TimeSpan.FromSeconds(seconds));

    public Call Start(int client = 0, JobProgress? job = null, int process = 0)
    {
        var call = new Call(++_calls, client, Now) { Job = job, Process = process };
        Record(new() { Kind = EventKind.CallStarted, At = Now, Client = client, Call = call });
        return call;
    }

    public void Skip(int client = 0, JobProgress? job = null) =>
        Record(new() { Kind = EventKind.CallSkipped, At = Now, Client = client, Call = new(++_calls, client, Now) { Job = job } });

    public void End(Call call, int status, string? error = null) =>
        Record(new() { Kind = EventKind.CallEnded, At = Now, Client = call.Client, Call = call, Status = status, Error = error });

    /// <summary>A token request that is answered with a token at this instant.</summary>
    public IssuedToken Refresh(int client = 0)
    {
        var asked = Ask(client);
        return Grant(asked);
    }

    public WorldEvent Ask(int client = 0, Call? call = null)
    {
        var asked = new WorldEvent
        {
            Kind = EventKind.RequestSent,
            At = Now,
            SentAt = Now,
            Client = client,
            Call = call,
            Node = "idp",
            Text = "POST /oauth/token",
            IsTokenRequest = true,
        };
        Record(asked);
        return asked;
    }

    /// <summary>The IdP issues a token to a request, and the answer arrives.</summary>
    public IssuedToken Grant(WorldEvent asked)
    {
        var issued = Issue(asked);
        Record(asked with { Kind = EventKind.ResponseReceived, At = Now, Wall = Now, Status = 200, Decision = issued });
        return issued.Issued!;
    }

    /// <summary>The IdP issues a token to a request; nobody has the answer yet.</summary>
    public NodeDecision Issue(WorldEvent asked)
    {
        var decision = Answer(_idp, new(HttpMethod.Post, "https://idp.skewlab.test/oauth/token")
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "client-1"), new("client_secret", "secret")]),
        });
        Record(asked with { Kind = EventKind.Served, At = Now, Wall = Now, Status = 200, Decision = decision });
        return decision;
    }

    public WorldEvent Send(Call call, IssuedToken? token, string node = "api-1")
    {
        call.LastSentAt = Now;
        var sent = new WorldEvent
        {
            Kind = EventKind.RequestSent,
            At = Now,
            SentAt = Now,
            Wall = Now,
            Client = call.Client,
            Call = call,
            Attempt = ++call.Attempts,
            Node = node,
            Text = "GET /api/v2/users/me",
            Token = token,
        };
        Record(sent);
        return sent;
    }

    /// <summary>The API node judges the token, and its answer arrives.</summary>
    public int Serve(WorldEvent sent, bool isReceived = true)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "https://api.skewlab.test/api/v2/users/me");
        request.Headers.Authorization = sent.Token is null ? null : new AuthenticationHeaderValue("Bearer", sent.Token.Value);
        var decision = Answer(_api, request);
        Serve(sent, decision.Status, decision, isReceived);
        return decision.Status;
    }

    /// <summary>A node answers as the test says.</summary>
    public void Serve(WorldEvent sent, int status, NodeDecision? decision = null, bool isReceived = true)
    {
        Record(sent with { Kind = EventKind.Served, At = Now, Wall = Now, ClientWall = Now, Status = status, Decision = decision });
        if (isReceived)
            Record(sent with { Kind = EventKind.ResponseReceived, At = Now, Wall = Now, Status = status, Decision = decision });
    }

    public void Lose(WorldEvent sent) => Record(sent with { Kind = EventKind.Lost, At = Now, Wall = Now });

    public void Abandon(WorldEvent sent) => Record(sent with { Kind = EventKind.ExchangeAbandoned, At = Now, Wall = Now });

    /// <summary>A whole call that sends one request with a token.</summary>
    public void Call(IssuedToken? token, int client = 0)
    {
        var call = Start(client);
        End(call, Serve(Send(call, token)));
    }

    public void Record(WorldEvent happened)
    {
        if (happened.Kind == EventKind.Served)
            LastServed = happened;
        Tokens.Observe(in happened);
        Metrics.Observe(in happened);
        Unauthorized.Observe(in happened);
    }

    private static NodeDecision Answer(LabNode node, HttpRequestMessage request) =>
        SteppedWorld.Host.SendAsync(node, request).AsTask().GetAwaiter().GetResult().Decision;
}

/// <summary>A node that learns of everything after one delay.</summary>
internal sealed class LearnsAfter(TimeSpan token = default, TimeSpan revocation = default) : IPropagation
{
    public TimeSpan LearnsTokenAfter(ApiNode node, int tokenOrdinal) => token;

    public TimeSpan LearnsRevocationAfter(ApiNode node, int tokenOrdinal) => revocation;

    public TimeSpan LearnsKeyAfter(ApiNode node, int keyOrdinal) => TimeSpan.Zero;
}
