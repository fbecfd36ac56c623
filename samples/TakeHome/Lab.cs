using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using SkewLab.FakeIdp;

namespace TakeHome;

/// <summary>An identity provider and an API that learns of each new token 300 ms late, on a free port of this machine.</summary>
internal sealed class Lab : IPropagation, IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly IdpNode _idp;
    private readonly ApiNode _api;
    private int _requests;

    private Lab()
    {
#pragma warning disable RS0030 // It is on real sockets, so it lives on the machine's clock.
        var time = TimeProvider.System;
#pragma warning restore RS0030
        _idp = new IdpNode("idp", time, time);
        _idp.Register(new RegisteredClient { Id = "take-home", Secret = ClientSecret });
        _api = new ApiNode("api", time, _idp, propagation: this);
        _app = LabApplication.Build(
            builder => builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0)),
            app => app.Use((context, next) =>
            {
                Interlocked.Increment(ref _requests);
                var isIdp = context.Request.Path.StartsWithSegments("/oauth") || context.Request.Path.StartsWithSegments("/.well-known");
                context.Features.Set<INodeFeature>(new NodeFeature(isIdp ? _idp : _api));
                return next(context);
            }));
    }

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public string ClientSecret { get; } = "not-a-real-secret";

    /// <value>How many requests arrived so far, of either kind.</value>
    public int Requests => Volatile.Read(ref _requests);

    public static async Task<Lab> StartAsync()
    {
        var lab = new Lab();
        await lab._app.StartAsync();
        return lab;
    }

    public void RevokeNewestToken() => _idp.Revoke(_idp.NewestToken!);

    public void AnswerOnce(int status) => _api.Faults.Add(new HttpFault { Status = status, Times = 1 });

    public Task PassAsync(TimeSpan time) => Task.Delay(time, _api.Time);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    TimeSpan IPropagation.LearnsTokenAfter(ApiNode node, int tokenOrdinal) => TimeSpan.FromMilliseconds(300);

    TimeSpan IPropagation.LearnsRevocationAfter(ApiNode node, int tokenOrdinal) => TimeSpan.Zero;

    TimeSpan IPropagation.LearnsKeyAfter(ApiNode node, int keyOrdinal) => TimeSpan.Zero;
}
