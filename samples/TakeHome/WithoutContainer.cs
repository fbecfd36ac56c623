using SkewLab.Client;
using SkewLab.Testing;

namespace TakeHome;

/// <summary>The same client where there is no container: made once, and shared.</summary>
internal static class WithoutContainer
{
    public static async Task<string> CallAsync(Lab lab)
    {
        var options = new SkewAwareOptions
        {
            TokenEndpoint = lab.TokenEndpoint,
            ClientId = lab.ClientId,
            ClientSecret = lab.ClientSecret!,
            AllowedOrigins = [lab.Address],
        };
        var network = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(new SkewAwareHandler(options) { InnerHandler = network }) { BaseAddress = lab.Address };

        using var response = await client.GetAsync("/api/v2/users/me");
        return $"{(int)response.StatusCode}";
    }
}
