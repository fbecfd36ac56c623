using SkewLab.Client;

namespace TakeHome;

/// <summary>The same client where there is no container: made once, and shared.</summary>
internal static class WithoutContainer
{
    public static async Task<string> CallAsync(Uri api, Uri tokenEndpoint, string secret)
    {
        var options = new SkewAwareOptions
        {
            TokenEndpoint = tokenEndpoint,
            ClientId = "take-home",
            ClientSecret = secret,
            AllowedOrigins = [api],
        };
        var network = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(new SkewAwareHandler(options) { InnerHandler = network }) { BaseAddress = api };

        using var response = await client.GetAsync("/api/v2/users/me");
        return $"{(int)response.StatusCode}";
    }
}
