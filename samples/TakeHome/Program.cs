using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SkewLab.Client;
using SkewLab.Testing;
using TakeHome;

const string secret = "not-a-real-secret";

// The sample brings its own identity provider and API, on a free port of this machine.
await using var lab = await Lab.StartAsync(options =>
{
    options.Port = 0;
    options.Clients[0] = new() { Id = "take-home", Secret = secret };
    options.Api.Node["api-1"] = new() { Propagation = { LearnsTokenAfter = TimeSpan.FromMilliseconds(300) } };
});

var (api, tokenEndpoint) = (lab.Address, lab.TokenEndpoint);

var builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);

// Outermost, because it is added first: whatever it retries is a new call, with a token of its own.
builder.Services.AddHttpClient("genesys").AddStandardResilienceHandler(Resilience.Configure);

builder.Services.AddHttpClient("genesys", client => client.BaseAddress = api)
    .AddSkewAwareAccessTokens(options =>
    {
        options.TokenEndpoint = tokenEndpoint;
        options.ClientId = "take-home";
        options.ClientSecret = secret;
        options.AllowedOrigins = [api];
    })
    .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });

// The options are checked here: if something is wrong, one exception names all of it.
using var host = builder.Build();
await host.StartAsync();

var client = host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("genesys");

await Show("the first call gets a token");
await Show("the next one has a token in hand");
// The longest hold-down (5 s) passes, so that a 401 means the token: a younger one would be waited for first.
await Task.Delay(TimeSpan.FromSeconds(6), lab.Clocks["api-1"]);
lab.Idp.Revoke(lab.Idp.NewestToken!);
await Show("somebody has revoked the token");
await Task.Delay(TimeSpan.FromSeconds(3), lab.Clocks["api-1"]);
lab.Api[0].Faults.Add(new() { Status = 503, Times = 1 });
await Show("the API answers 503 once: that is for the resilience layer");

Console.WriteLine("without a container: " + await WithoutContainer.CallAsync(api, tokenEndpoint, secret));
var clock = host.Services.GetRequiredKeyedService<SkewAwareCredential>("genesys").TokenEndpointClock;
Console.WriteLine($"the token endpoint's clock: {(clock is null ? "not known" : "known within " + Math.Ceiling(clock.Error.TotalSeconds) + " s")}");
await host.StopAsync();

async Task Show(string what)
{
    var requestsBefore = lab.Journal.Entries.Count;
    using var response = await client.GetAsync("/api/v2/users/me");
    Console.WriteLine($"{what}: {(int)response.StatusCode} after {lab.Journal.Entries.Count - requestsBefore} requests");
    if (SkewAwareDiagnostics.Of(response) is { } refusal)
        Console.WriteLine($"    its last 401: {refusal.Decision}");
    if (SkewAwareDiagnostics.Of(response) is { Surfaced: not null } surfaced)
        Console.WriteLine($"    {surfaced}");
}
