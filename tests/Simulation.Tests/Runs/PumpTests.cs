using SkewLab.Simulation.Runs;

namespace SkewLab.Simulation.Tests.Runs;

public sealed class PumpTests
{
    [Theory]
    [InlineData("wall", "The wall lies outside the years 1 to 9999.")]
    [InlineData(null, "The wall lies outside the years 1 to 9999.")]
    public async Task A_world_that_cannot_be_made_is_refused_without_the_name_of_a_parameter(string? parameter, string message)
    {
        var end = new TaskCompletionSource<RunnerMessage>(TaskCreationOptions.RunContinuationsAsynchronously);

        Pump.Start(() => throw new ArgumentException("The wall lies outside the years 1 to 9999.", parameter), _ => { }, end.SetResult);

        Assert.Equal(message, (await end.Task.WaitAsync(TimeSpan.FromSeconds(30))).Refused);
    }

    [Fact]
    public async Task A_value_out_of_range_is_shown_without_the_name_of_a_parameter()
    {
        var end = new TaskCompletionSource<RunnerMessage>(TaskCreationOptions.RunContinuationsAsynchronously);

        Pump.Start(() => throw new ArgumentOutOfRangeException("leeway", 5, "The leeway is too long."), _ => { }, end.SetResult);

        Assert.Equal($"The leeway is too long.{Environment.NewLine}Actual value was 5.", (await end.Task.WaitAsync(TimeSpan.FromSeconds(30))).Refused);
    }
}
