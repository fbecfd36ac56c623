using SkewLab.Testing.Clocks;

namespace SkewLab.Testing.Tests;

/// <summary>The clocks of a lab: by name, several at once, and back to the start.</summary>
public class LabClocksTests
{
    [Fact]
    public async Task Several_clocks_are_set_at_one_instant_or_none_of_them()
    {
        await using var bench = await Bench.StartAsync(options => options.Api.Nodes = 2);
        var clocks = bench.Lab.Clocks;

        clocks.Set(new Dictionary<string, ClockSetting>
        {
            ["idp"] = new() { Offset = TimeSpan.FromSeconds(-2) },
            ["api-2"] = new() { Offset = TimeSpan.FromSeconds(5) }
        });
        Assert.Throws<ArgumentOutOfRangeException>(() => clocks.Set(new Dictionary<string, ClockSetting>
        {
            ["idp"] = new() { Offset = TimeSpan.FromDays(1) },
            ["api-1"] = new() { DriftPpb = int.MaxValue },
        }));

        Assert.Equal([-2d, 0d, 5d], clocks.All.Select(clock => clock.Offset.TotalSeconds));
    }

    [Fact]
    public async Task A_clock_that_is_not_there_is_named_with_those_that_are()
    {
        await using var bench = await Bench.StartAsync(options => options.Api.Nodes = 2);

        var refused = Assert.Throws<ArgumentException>(() => bench.Lab.Clocks["api-3"]);

        Assert.Equal("There is no clock 'api-3'; the lab has idp, api-1, api-2.", refused.Message);
    }

    [Fact]
    public async Task Advancing_moves_the_named_clocks_or_all_of_them()
    {
        await using var bench = await Bench.StartAsync(options => options.Api.Nodes = 2);

        bench.Lab.Clocks.Advance(TimeSpan.FromHours(1));
        bench.Lab.Clocks.Advance(TimeSpan.FromMinutes(1), "idp", "api-2");

        Assert.Equal([61d, 60d, 61d], bench.Lab.Clocks.All.Select(clock => clock.Offset.TotalMinutes));
    }

    [Fact]
    public async Task A_reset_puts_clocks_back_to_what_the_options_said()
    {
        await using var bench = await Bench.StartAsync(options => options.Api.Node["api-1"] = new()
        {
            Clock = new()
            {
                By = TimeSpan.FromSeconds(3),
                DriftPpb = 7
            }
        });

        bench.Lab.Clocks["idp"].Set(new() { Offset = TimeSpan.FromDays(9), DriftPpb = 1, IsFrozen = true });
        bench.Lab.Clocks["api-1"].Jump(TimeSpan.FromDays(1));
        bench.Lab.Reset();

        Assert.Equal([(0d, 0, false), (3d, 7, false)], bench.Lab.Clocks.All.Select(clock => (clock.Offset.TotalSeconds, clock.DriftPpb, clock.IsFrozen)));
    }
}
