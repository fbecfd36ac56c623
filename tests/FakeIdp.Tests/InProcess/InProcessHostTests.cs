using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SkewLab.FakeIdp.Application;
using SkewLab.FakeIdp.Faults;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Tests;

/// <summary>The in-process host: inline, complete and honest about bodies, headers and cancellation.</summary>
public class InProcessHostTests
{
    [Fact]
    public async Task A_request_is_answered_before_SendAsync_returns()
    {
        var lab = new Lab();
        var token = lab.PostAs("grant_type=client_credentials");
        Assert.True(token.IsCompleted);

        var request = Lab.ApiRequest((await token).Json.GetProperty("access_token").GetString());
        Assert.True(Lab.Host.SendAsync(lab.Api, request).AsTask().IsCompleted);
    }

    [Fact]
    public async Task The_same_content_can_be_sent_again()
    {
        var lab = new Lab();
        var content = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = "app", ["client_secret"] = "s3cret" });

        for (var i = 0; i < 2; i++)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "http://idp.test/oauth/token") { Content = content };
            Assert.Equal(200, (await Lab.Send(lab.Idp, request)).Status);
        }
    }

    [Fact]
    public async Task A_content_that_really_waits_is_awaited()
    {
        var lab = new Lab();
        var content = new SlowContent();

        var answer = Lab.Host.SendAsync(lab.Idp, new HttpRequestMessage(HttpMethod.Post, "http://idp.test/oauth/token") { Content = content }).AsTask();
        Assert.False(answer.IsCompleted);
        content.Release.SetResult();

        Assert.Equal(HttpStatusCode.OK, (await answer).Response.StatusCode);
    }

    [Fact]
    public async Task A_cancelled_token_ends_the_request()
    {
        var lab = new Lab();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Lab.Host.SendAsync(lab.Api, Lab.ApiRequest(null), new CancellationToken(canceled: true)));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Lab.Host.SendAsync(lab.Api, new HttpRequestMessage(HttpMethod.Get, "/relative")));
    }

    [Fact]
    public async Task Reused_exchanges_leak_nothing_into_the_next_request()
    {
        var lab = new Lab();
        lab.Api.Faults.Add(new HttpFault { Status = 429, RetryAfter = Lab.Second, Times = 1 });
        await lab.Get(null);

        var reply = await lab.Get(await lab.NewToken());

        Assert.Equal(["Content-Length", "Content-Type", "Date"], reply.Headers.Keys.Order());
        Assert.Equal(reply.Body.Length, reply.Response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task An_escaped_path_and_a_Host_header_arrive_as_they_would_over_a_socket()
    {
        var lab = new Lab();
        var escaped = await Lab.Send(lab.Api, new HttpRequestMessage(HttpMethod.Get, "http://api.test/api/v2/users/m%65"));
        var request = new HttpRequestMessage(HttpMethod.Get, "http://127.0.0.1:8405/.well-known/openid-configuration") { Headers = { Host = "login.example" } };

        Assert.Equal("/api/v2/users/me", escaped.Decision.Endpoint);
        Assert.Equal("http://login.example", (await Lab.Send(lab.Idp, request)).Json.GetProperty("issuer").GetString());
    }

    [Fact]
    public async Task Many_threads_may_send_at_once()
    {
        var lab = new Lab(new IdpSettings { Algorithm = SigningAlgorithm.HS256 });
        var token = await lab.NewToken();

        await Parallel.ForAsync(0, 2000, async (i, _) =>
        {
            Assert.Equal(200, (await lab.Get(token)).Status);
            if (i % 10 == 0)
                Assert.Equal(200, (await lab.PostAs("grant_type=client_credentials")).Status);
        });

        Assert.Equal(201, lab.Idp.NewestToken!.Ordinal);
    }

    [Fact]
    public async Task A_request_without_a_node_is_a_bug_that_names_its_path()
    {
        await using var app = LabApplication.Build(builder => builder.Services.AddSingleton<IServer>(new Microsoft.AspNetCore.TestHost.TestServer(new NoServices())));
        var pipeline = ((IApplicationBuilder)app).Build();

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => pipeline(new DefaultHttpContext { Request = { Path = "/x" } }));

        Assert.Contains("/x", exception.Message);
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }

    private sealed class SlowContent : HttpContent
    {
        public SlowContent() => Headers.Add("Content-Type", "application/x-www-form-urlencoded");

        public TaskCompletionSource Release { get; } = new();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await Release.Task;
            await stream.WriteAsync("grant_type=client_credentials&client_id=app&client_secret=s3cret"u8.ToArray());
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
