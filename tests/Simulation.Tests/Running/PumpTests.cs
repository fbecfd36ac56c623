using SkewLab.Simulation.Running;

namespace SkewLab.Simulation.Tests.Running;

public sealed class PumpTests
{
    [Fact]
    public async Task A_world_that_cannot_be_made_ends_with_what_was_wrong_with_it()
    {
        var end = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var wrong = new ArgumentException("The wall lies outside the years 1 to 9999.");

        Pump.Start(() => throw wrong, _ => { }, end.SetResult);

        Assert.Same(wrong, await end.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }
}
