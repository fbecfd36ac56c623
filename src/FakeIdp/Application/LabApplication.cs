using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SkewLab.FakeIdp.Http;

namespace SkewLab.FakeIdp.Application;

/// <summary>The ASP.NET Core application that every node is. Built once per process; which node answers travels with the request as
/// <see cref="INodeFeature"/>.</summary>
public static class LabApplication
{

    /// <summary>Begins an application on an empty host: no configuration, no logging, no signal handlers, no server yet. After its server and its own
    /// middleware, <see cref="Use"/> makes it the lab's.</summary>
    public static WebApplicationBuilder CreateBuilder()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddRoutingCore();
        // The default lifetime takes over SIGINT and SIGTERM, which belong to the program around the lab.
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        return builder;
    }

    /// <summary>Builds the application on an empty host: no configuration, no logging, no signal handlers, no server of its own choice.</summary>
    /// <param name="server">Adds the server, and whatever else the host needs.</param>
    /// <param name="before">Middleware that runs first; unless the server does it, this must set <see cref="INodeFeature"/>. Null adds none.</param>
    /// <returns>The application, not started. The caller starts and disposes it.</returns>
    public static WebApplication Build(Action<WebApplicationBuilder> server, Action<IApplicationBuilder>? before = null)
    {
        ArgumentNullException.ThrowIfNull(server);
        var builder = CreateBuilder();
        server(builder);
        var app = builder.Build();
        before?.Invoke(app);
        Use(app);
        return app;
    }

    /// <summary>Adds the lab's pipeline to an application of another making. It answers every request, so it comes last; routing services must be
    /// registered.</summary>
    public static void Use(IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        NodePipeline.Use(app);
    }

    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
