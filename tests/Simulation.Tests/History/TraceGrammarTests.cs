using System.Text.RegularExpressions;
using SkewLab.Comparators;
using SkewLab.Scenarios.Timeline;
using SkewLab.Scenarios.Values;
using static SkewLab.TestSupport.Simulation.TestScenario;

namespace SkewLab.Simulation.Tests.History;

public sealed partial class TraceGrammarTests
{
    [Fact]
    public void Every_line_of_an_eventful_world_follows_the_grammar_of_the_documentation()
    {
        var scenario = Lasting(TimeSpan.FromHours(3), Poisson("60/min")) with
        {
            Api = new() { Nodes = 3, Each = new() { LearnsTokenAfter = Distribution.Parse("uniform(0s, 30s)"), Clock = new() { Offset = Distribution.Parse("uniform(-90s, 90s)") } } },
            Links = Links(("client -> idp", new() { Loss = 0.2, Timeout = TimeSpan.FromSeconds(5) }), ("client -> api-*", new() { OneWay = Distribution.Parse("exponential(50ms)"), Loss = 0.02 })),
            Idp = new() { Tokens = new() { Lifetime = TimeSpan.FromMinutes(5) } },
            Clients = new() { Count = 2 },
            Timeline =
            [
                new() { At = TimeSpan.FromMinutes(20), Action = new JumpAction { Clock = "client", By = TimeSpan.FromMinutes(-2) } },
                new() { At = TimeSpan.FromMinutes(30), Action = new SuspendAction { Clock = "client", For = TimeSpan.FromMinutes(3) } },
                new() { At = TimeSpan.FromMinutes(40), Action = new FaultAction { At = "idp", Fault = new() { Status = 503, Times = 3 } } },
                new() { At = TimeSpan.FromMinutes(50), Action = new RevokeAction { Tokens = RevokeTarget.NewestToken } },
            ],
        };

        var world = SteppedWorld.Run(scenario, new NaiveExpiry());

        Assert.Null(world.Result.Unsound);
        Assert.Equal(["call", "done", "lost", "quit", "recv", "send", "serve", "skip", "then"], world.Lines.Select(line => line.Split(' ')[1]).Distinct().Order());
        Assert.All(world.Lines, line => Assert.Matches(Grammar(), line));
    }

    // docs/results.md, The trace: T is reference time, W a wall reading, M a margin.
    [GeneratedRegex(
        """
        ^\d+\.\d{7}\ (
          call\ client-\d+\ \#\d+
        | skip\ client-\d+\ \#\d+
        | send\ client-\d+(\ \#\d+(/\d+)?)?\ (idp|api-\d+)\ [A-Z]+\ /\S*(\ at\#\d+)?\ wall=-?\d+\.\d{7}
        | lost\ client-\d+(\ \#\d+(/\d+)?)?\ (idp|api-\d+)\ [A-Z]+\ /\S*
        | serve\ (idp|api-\d+)\ \d{3}(\ at\#\d+)?(\ issued=at\#\d+)?(\ [a-z_]+(\ margin=\d+\.\d{7})?)?\ wall=-?\d+\.\d{7}
        | recv\ client-\d+(\ \#\d+(/\d+)?)?\ (idp|api-\d+)\ \d{3}\ wall=-?\d+\.\d{7}
        | quit\ client-\d+(\ \#\d+(/\d+)?)?\ (idp|api-\d+)\ [A-Z]+\ /\S*\ wall=-?\d+\.\d{7}
        | done\ client-\d+\ \#\d+\ (\d{3}|[A-Za-z]+)
        | then\ .+
        )$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Grammar();
}
