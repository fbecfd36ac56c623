using SkewLab.Explanations.History;
using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.InProcess;
using SkewLab.FakeIdp.Tokens;
using SkewLab.VirtualTime;


namespace SkewLab.Simulation.Network;

/// <summary>One request and its response on their way. The client waits for its task; the node answers whether or not anybody still waits.</summary>
internal sealed class Exchange(ClientNetwork client, HttpRequestMessage request, Machine target, Link link) : TaskCompletionSource<HttpResponseMessage>
{
    private readonly WorldNetwork _world = client.World;
    private readonly string _text = client.RequestLine(request);
    private TimeSpan _sentAt;
    private TimeSpan _deadline;
    private ScheduledEvent? _timeout;
    private CancellationTokenRegistration _cancellation;
    private NodeAnswer _answer;
    private HttpRequestMessage? _underWay;

    /// <value>The call it belongs to, if any.</value>
    public Call? Call { get; init; }

    /// <value>What identifies it for common random numbers.</value>
    public required long Index { get; init; }

    /// <value>Its number within the call, from 1; 0 for requests to the IdP.</value>
    public int Attempt { get; init; }

    /// <value>The access token it carries, if it is one of this IdP's.</value>
    public IssuedToken? Token { get; init; }

    /// <value>Whether it is a token request.</value>
    public bool IsTokenRequest { get; init; }

    /// <summary>Sends the request.</summary>
    /// <param name="body">What its content gave; null if it has none.</param>
    /// <param name="cancellationToken">The client's.</param>
    public void Start(byte[]? body, CancellationToken cancellationToken)
    {
        _sentAt = _world.Timeline.Now;
        _deadline = client.Clock.Model.ReferenceWhenElapsed(client.Clock.Model.ExactElapsedAt(_sentAt) + link.Timeout);
        Record(EventKind.RequestSent, client.Clock.Wall);
        var fate = link.Decide(new(LegDirection.Request, Index, Attempt, _sentAt));
        if (fate.IsDropped)
            Lose();
        else
            SendOnItsWay(body is null ? request : Copy(body), target.Clock.Model.AwakeAt(_sentAt + fate.Delay));
        _cancellation = cancellationToken.UnsafeRegister(static (state, token) => ((Exchange)state!).Cancel(token), this);
    }

    private void SendOnItsWay(HttpRequestMessage underWay, TimeSpan arrival)
    {
        // A node that sleeps, or a slow leg, must not make the client wait for longer than it would.
        if (arrival > _deadline)
            ArmTimeout();
        _underWay = underWay;
        _world.Timeline.Schedule(arrival, static state => ((Exchange)state!).Arrive(), this);
    }

    private void Arrive()
    {
        var answer = _world.Host.SendAsync(target.Node, _underWay!, CancellationToken.None);
        _underWay = null;
        if (answer.IsCompletedSuccessfully)
            Answer(answer.Result);
        else
            _ = AnswerLater(answer);
    }

    private async Task AnswerLater(ValueTask<NodeAnswer> answer)
    {
        ArmTimeout();
        try
        {
            Answer(await answer.ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            // The node broke: a bug of the lab, which must reach whoever waits and end the world.
            _world.Guard.Break(exception);
            TrySetException(exception);
        }
    }

    private void Answer(NodeAnswer answer)
    {
        _answer = answer;
        // What was lost on the doorstep the node never served.
        if (answer.Decision?.Fault is not { Drop: FaultDrop.Before })
            Record(EventKind.Served, target.Clock.Wall);
        if (answer.Decision is { IsDropped: true })
        {
            Lose();
            return;
        }

        var now = _world.Timeline.Now;
        var fate = link.Decide(new(LegDirection.Response, Index, Attempt, now));
        if (fate.IsDropped)
        {
            Lose();
            return;
        }

        var arrival = client.Clock.Model.AwakeAt(now + fate.Delay);
        if (arrival > _deadline)
            ArmTimeout();
        _world.Timeline.Schedule(arrival, static state => ((Exchange)state!).Deliver(), this);
    }

    private void Deliver()
    {
        if (Task.IsCompleted)
            return;
        Settle();
        Record(EventKind.ResponseReceived, client.Clock.Wall);
        _answer.Response.RequestMessage = request;
        TrySetResult(_answer.Response);
    }

    private void Lose()
    {
        Record(EventKind.Lost, client.Clock.Wall);
        ArmTimeout();
    }

    // A timer is armed only where the answer cannot come in time: the outcome is the same, and most exchanges need none.
    private void ArmTimeout()
    {
        if (_timeout is null && !Task.IsCompleted && link.Timeout != Timeout.InfiniteTimeSpan)
            _timeout = _world.Timeline.Schedule(Max(_deadline, _world.Timeline.Now), static state => ((Exchange)state!).TimeOut(), this);
    }

    private void TimeOut()
    {
        if (Task.IsCompleted)
            return;
        GiveUp();
        TrySetException(new TaskCanceledException($"No answer to {_text} within {link.Timeout}.", new TimeoutException()));
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        _world.Guard.Check("a request was cancelled");
        if (Task.IsCompleted)
            return;
        GiveUp();
        TrySetCanceled(cancellationToken);
    }

    private void GiveUp()
    {
        Settle();
        // Whoever learns that nothing came may dispose the request, or send it again with another token. What is under way stays as it was sent.
        if (ReferenceEquals(_underWay, request))
            _underWay = Copy(body: null);
        Record(EventKind.ExchangeAbandoned, client.Clock.Wall);
    }

    private HttpRequestMessage Copy(byte[]? body)
    {
        var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = body is null ? null : new ByteArrayContent(body) };
        foreach (var (name, values) in request.Headers.NonValidated)
            copy.Headers.TryAddWithoutValidation(name, values);
        if (copy.Content is null)
            return copy;
        foreach (var (name, values) in request.Content!.Headers.NonValidated)
            copy.Content.Headers.TryAddWithoutValidation(name, values);
        return copy;
    }

    private void Settle()
    {
        _cancellation.Unregister();
        if (_timeout is not null)
            _world.Timeline.Cancel(_timeout);
    }

    private void Record(EventKind kind, TimeSpan wall) => _world.History.Record(new()
    {
        Kind = kind,
        At = _world.Timeline.Now,
        Wall = wall,
        ClientWall = kind == EventKind.Served ? client.Clock.Wall : default,
        Client = client.Client,
        Call = Call,
        Attempt = Attempt,
        Node = target.Name,
        Text = _text,
        IsTokenRequest = IsTokenRequest,
        Token = Token,
        Decision = _answer.Decision,
        Status = _answer.Response is null ? 0 : (int)_answer.Response.StatusCode,
        SentAt = _sentAt,
    });

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
