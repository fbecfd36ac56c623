namespace SkewLab.Scenarios.Tests;

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

        const string Expected = """
            scenarios/slow-client.yaml:1:6: lab: '2' is a format that is not known; write 'lab: 1'.
            scenarios/slow-client.yaml:2:7: name: 'Slow Client' is not in kebab-case; write small letters, digits and single hyphens, as in 'post-refresh-401'.
            scenarios/slow-client.yaml:3:1: unknown key 'durration'; did you mean 'duration'?
            scenarios/slow-client.yaml:5:23: idp.tokens.lifetime: '90' has no unit; write '90s' or '1m30s'.
            scenarios/slow-client.yaml:6:3: idp: the key 'tokens' is given twice; the first is on line 5.
            scenarios/slow-client.yaml:7:18: idp.refreshTokens: a list stands where a mapping with the keys mode, reuseGrace belongs.
            scenarios/slow-client.yaml:9:10: api.nodes: '0' is outside 1 to 1000.
            scenarios/slow-client.yaml:10:14: api.balancing: 'roundrobin' is not one of random, roundRobin, sticky; did you mean 'roundRobin'?
            scenarios/slow-client.yaml:11:14: api.validator: 'josé' is not a known validator preset; did you mean 'jose'?
            scenarios/slow-client.yaml:12:29: clients.clock.offset: '90' has no unit; write '90s' or '1m30s'.
            scenarios/slow-client.yaml:12:40: clients.clock.drift: '5' has no unit; write '5ppm' or '5ppb'.
            scenarios/slow-client.yaml:12:52: clients.grant: nothing is given where one value such as 'clientCredentials' belongs.
            scenarios/slow-client.yaml:14:30: links["client -> idp"].oneWay: '-5ms' is outside 0s to 1d.
            scenarios/slow-client.yaml:14:42: links["client -> idp"].loss: '150%' is outside 0% to 100%.
            scenarios/slow-client.yaml:16:5: traffic[0]: the executor constantVus needs the key 'vus'; write it as in 'vus: 5'.
            scenarios/slow-client.yaml:16:30: traffic[0]: 'rate' is not a key of the executor constantVus; leave it out.
            scenarios/slow-client.yaml:17:5: traffic[1]: 'tuesday' stands where a mapping with the keys executor, rate, stages, arrivals, vus, calls, pages, pageSize, paging, onError, retries, pause, request, body, cancelAfter, start, end belongs.
            scenarios/slow-client.yaml:19:5: timeline[0]: nothing happens here; add one of jump, suspend, slew, vmPause, strobe, leapSmear, wrongZone, rotateKeys, revoke, fault, lose, endFaults.
            scenarios/slow-client.yaml:20:5: timeline[1]: jump and revoke stand in one entry; give each an entry of its own with the same 'at'.
            scenarios/slow-client.yaml:21:15: strategies[0]: 'naive-expiri' is not a known strategy; did you mean 'naive-expiry'?
            scenarios/slow-client.yaml:23:22: expect["*"].requires: 'surfaced' is not a known metric; did you mean 'surfaced401'?
            scenarios/slow-client.yaml:23:61: expect["*"].requires.firstAfterRefresh401Rate: '15%..10%' can never hold; write the lower end first, as in '10%..15%'.
            """;

        var errors = ScenarioFile.Parse(Text, "scenarios/slow-client.yaml", ScenarioTexts.Vocabulary).Errors.Select(error => error.ToString());

        Assert.Equal(Expected.Split('\n'), errors);
    }
}
