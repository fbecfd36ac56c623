using SkewLab.Simulation.Scenarios;

namespace SkewLab.Simulation.Tests.Scenarios;

public class AllErrorsTests
{
    [Fact]
    public void Everything_that_is_wrong_is_said_at_once_in_the_order_of_the_file()
    {
        const string Text = """
            lab: 2
            name: Slow Client
            durration: 1h
            idp:
              tokens: { lifetime: 90 }
              tokens: { lifetime: 1h }
              refreshTokens: [ keep ]
            api:
              nodes: 0
              balancing: roundrobin
              validator: josé
            clients: { clock: { offset: 90, drift: 5 }, grant: }
            links:
              "client -> idp": { oneWay: -5ms, loss: 150% }
            traffic:
              - { executor: constantVus, rate: 12/min }
              - tuesday
            timeline:
              - { at: 6h }
              - { at: 7h, jump: { clock: cleint, by: -1h }, revoke: newestToken }
            strategies: [ naive-expiri ]
            expect:
              "*": { requires: { surfaced: 0, firstAfterRefresh401Rate: 15%..10% } }
            """;

        var errors = ScenarioFile.Parse(Text, "scenarios/slow-client.yaml", ScenarioTexts.Vocabulary).Errors.Select(error => error.ToString());

        Assert.Equal([], errors);
    }
}
