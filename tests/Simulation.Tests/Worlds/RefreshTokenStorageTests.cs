using SkewLab.Simulation.Worlds;

namespace SkewLab.Simulation.Tests.Worlds;

public sealed class RefreshTokenStorageTests
{
    [Fact]
    public async Task It_begins_with_the_first_token_and_holds_the_last_one_written()
    {
        var storage = new RefreshTokenStorage("rt-1");

        Assert.Equal("rt-1", await storage.ReadAsync(default));
        await storage.WriteAsync("rt-2", default);
        Assert.Equal("rt-2", await storage.ReadAsync(default));
    }

    [Fact]
    public async Task One_process_at_a_time_uses_it_and_giving_it_back_twice_gives_it_back_once()
    {
        var storage = new RefreshTokenStorage("rt-1");
        var first = await storage.LockAsync(default);
        var second = storage.LockAsync(default).AsTask();

        Assert.False(second.IsCompleted);
        await first.DisposeAsync();
        await first.DisposeAsync();
        var held = await second;

        Assert.False(storage.LockAsync(default).AsTask().IsCompleted);
        await held.DisposeAsync();
    }
}
