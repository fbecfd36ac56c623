namespace SkewLab.Client.Tests.Package;

public class SampleTests
{
    [Fact]
    public async Task The_sample_runs_alone_and_every_call_succeeds()
    {
        var output = await Repository.DotnetAsync($"samples/TakeHome/bin/{Repository.Configuration}/net10.0/SkewLab.TakeHome.dll");

        Assert.Matches("the first call gets a token: 200 after", output);
        Assert.Matches("the next one has a token in hand: 200 after 1 requests", output);
        Assert.Matches("somebody has revoked the token: 200 after", output);
        Assert.Matches("that is for the resilience layer: 200 after 2 requests", output);
        Assert.Matches("without a container: 200", output);
        Assert.DoesNotContain("not-a-real-secret", output, StringComparison.Ordinal);
    }
}
