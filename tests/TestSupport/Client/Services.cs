using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;
using SkewLab.Client;

namespace SkewLab.TestSupport.Client;

/// <summary>A container with the client <c>genesys</c> on a fake network and a clock that moves when told.</summary>
internal sealed class Services : IDisposable
{
    public Services(Action<IHttpClientBuilder>? outside = null, Action<SkewAwareOptions>? configure = null, Action<IServiceCollection>? add = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        add?.Invoke(services);
        var builder = services.AddHttpClient("genesys", client => client.Timeout = Timeout.InfiniteTimeSpan);
        outside?.Invoke(builder);
        builder.AddSkewAwareAccessTokens(options =>
        {
            Fill(options);
            configure?.Invoke(options);
        });
        builder.ConfigurePrimaryHttpMessageHandler(() => new Relay(Network));
        Provider = services.BuildServiceProvider();
    }

    public ManualTime Time { get; } = new();

    public FakeNetwork Network { get; } = new();

    public ServiceProvider Provider { get; }

    public static void Fill(SkewAwareOptions options)
    {
        options.TokenEndpoint = new Uri("https://idp.example/oauth/token");
        options.ClientId = "client";
        options.ClientSecret = "the-client-secret";
        options.AllowedOrigins = [new Uri("https://api.example/")];
        options.Random = () => 0.5;
    }

    public HttpClient CreateClient() => Provider.GetRequiredService<IHttpClientFactory>().CreateClient("genesys");

    /// <summary>Makes what the factory makes every two minutes, in the way it does.</summary>
    public HttpMessageInvoker Rotate()
    {
        var builder = Provider.GetRequiredService<HttpMessageHandlerBuilder>();
        builder.Name = "genesys";
        foreach (var action in Provider.GetRequiredService<IOptionsMonitor<HttpClientFactoryOptions>>().Get("genesys").HttpMessageHandlerBuilderActions)
            action(builder);
        return new HttpMessageInvoker(builder.Build());
    }

    public void Dispose() => Provider.Dispose();
}
