using SkewLab.ClientContract;

namespace SkewLab.Simulation.Tests.Support;

/// <summary>A plain client that also sends requests no caller asked for, by a timer of its own.</summary>
internal sealed class BackgroundClient(int requests, TimeSpan every) : IClientFactory
{
    public HttpClient Create(ClientEnvironment environment)
    {
        var http = ActingClient.Plain.Create(environment);
        var left = requests;
        ITimer? timer = null;
        timer = environment.Time.CreateTimer(_ =>
        {
            _ = http.GetAsync(new Uri("/api/v2/users/me", UriKind.Relative));
            if (--left == 0)
                timer!.Dispose();
        }, null, every, every);
        return http;
    }
}
