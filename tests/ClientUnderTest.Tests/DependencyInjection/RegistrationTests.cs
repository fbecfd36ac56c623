using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SkewLab.Client.Tests.DependencyInjection;

public class RegistrationTests
{
    [Fact]
    public async Task A_named_client_sends_tokens()
    {
        using var services = new Services();

        using var response = await services.CreateClient().GetAsync("https://api.example/things");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal([1], services.Network.Sent);
    }

    [Fact]
    public void All_problems_are_named_when_the_host_starts()
    {
        using var services = new Services(configure: options => (options.ClientId, options.MaxSends) = ("", 0));

        var problem = Assert.Throws<OptionsValidationException>(() => services.Provider.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal(["HttpClient 'genesys': ClientId: it is empty.", "HttpClient 'genesys': MaxSends: 0 is outside 1 to 100."], problem.Failures);
        Assert.Equal("genesys", problem.OptionsName);
    }

    [Fact]
    public void Without_a_host_they_are_named_at_the_first_use()
    {
        using var services = new Services(configure: options => options.ClientId = "");

        var problem = Assert.Throws<OptionsValidationException>(services.CreateClient);

        Assert.Equal("HttpClient 'genesys': ClientId: it is empty.", problem.Message);
    }

    [Fact]
    public void A_second_registration_for_one_client_is_refused()
    {
        var builder = new ServiceCollection().AddHttpClient("genesys").AddSkewAwareAccessTokens();

        var problem = Assert.Throws<InvalidOperationException>(() => builder.AddSkewAwareAccessTokens());

        Assert.Equal("HttpClient 'genesys' gets access tokens already; call AddSkewAwareAccessTokens once per client.", problem.Message);
    }

    [Fact]
    public void The_defaults_of_all_clients_are_refused()
    {
        var problem = Assert.Throws<ArgumentException>(
            () => new ServiceCollection().ConfigureHttpClientDefaults(builder => builder.AddSkewAwareAccessTokens()));

        Assert.StartsWith(
            "A credential belongs to one client: call AddSkewAwareAccessTokens on AddHttpClient, not on the defaults.",
            problem.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_builder_or_configuration_is_refused()
    {
        var builder = new ServiceCollection().AddHttpClient("genesys");
        Action<SkewAwareOptions, IServiceProvider> missing = null!;

        Assert.Throws<ArgumentNullException>("builder", () => SkewAwareHttpClientBuilderExtensions.AddSkewAwareAccessTokens(null!));
        Assert.Throws<ArgumentNullException>("configure", () => builder.AddSkewAwareAccessTokens(missing));
    }

    [Fact]
    public void Options_come_from_configuration_under_the_clients_name()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["TokenEndpoint"] = "https://idp.example/oauth/token",
            ["ClientId"] = "from-configuration",
            ["ClientSecret"] = "s",
            ["AllowedOrigins:0"] = "https://api.example/",
            ["Margin"] = "00:02:00",
            ["Grant"] = "ClientCredentials",
        }).Build();
        var services = new ServiceCollection();
        services.Configure<SkewAwareOptions>("genesys", settings);
        services.AddHttpClient("genesys").AddSkewAwareAccessTokens();
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptionsMonitor<SkewAwareOptions>>().Get("genesys");

        Assert.Equal("from-configuration", options.ClientId);
        Assert.Equal(TimeSpan.FromMinutes(2), options.Margin);
        Assert.Equal([new Uri("https://api.example/")], options.AllowedOrigins);
        Assert.Empty(options.Validate());
    }

    [Fact]
    public void Options_may_need_a_service()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IRefreshTokenStore>(new InMemoryRefreshTokenStore("rt"));
        services.AddHttpClient("genesys").AddSkewAwareAccessTokens((options, provider) =>
        {
            Services.Fill(options);
            options.Grant = TokenGrant.RefreshToken;
            options.RefreshTokenStore = provider.GetRequiredService<IRefreshTokenStore>();
        });
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptionsMonitor<SkewAwareOptions>>().Get("genesys");

        Assert.Same(provider.GetRequiredService<IRefreshTokenStore>(), options.RefreshTokenStore);
    }

    [Fact]
    public void The_clock_is_the_containers()
    {
        using var services = new Services();

        Assert.Same(services.Time, services.Provider.GetRequiredService<IOptionsMonitor<SkewAwareOptions>>().Get("genesys").TimeProvider);
    }

    [Fact]
    public async Task Lines_are_logged_under_the_clients_name()
    {
        using var log = new CategoryLog();
        using var services = new Services(add: services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(log)));

        await services.CreateClient().GetAsync("https://api.example/things");

        Assert.Contains("SkewLab.Client.genesys", log.Used);
    }

    [Fact]
    public async Task A_resilience_layer_outside_sees_calls_and_no_token_request()
    {
        using var outside = new CountingHandler();
        using var services = new Services(outside: builder => builder.AddHttpMessageHandler(() => outside));
        var client = services.CreateClient();
        using var first = await client.GetAsync("https://api.example/things");
        services.Time.Advance(TimeSpan.FromMinutes(1));
        services.Network.Api = token => token == 1 ? FakeNetwork.Refuse() : FakeNetwork.Ok();

        using var second = await services.Time.DriveAsync(client.GetAsync("https://api.example/things"));

        // Its second call met a 401 and a renewal inside, of which it knows nothing.
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(2, outside.Calls);
        Assert.Equal(2, services.Network.TokenRequests.Count);
    }

    private sealed class CountingHandler : DelegatingHandler
    {
        public int Calls { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Calls++;
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class CategoryLog : ILoggerProvider
    {
        public List<string> Used { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

        public void Dispose()
        {
        }

        private sealed class Category(CategoryLog log, string name) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                log.Used.Add(name);
        }
    }
}
