using System.Net;
using SkewLab.FakeIdp.Catalog;
using SkewLab.Testing.Journaling;

namespace SkewLab.Testing.Tests;

/// <summary>The journal says what happened and why, forgets what is old, and waits for what is new.</summary>
public class JournalTests
{
    [Fact]
    public async Task A_refusal_is_there_with_cause_arithmetic_and_clocks_and_without_the_token()
    {
        await using var bench = await Bench.StartAsync(options => options.Api.Nodes = 2);
        var token = await bench.NewTokenAsync();

        bench.Lab.Clocks["api-2"].Jump(TimeSpan.FromSeconds(-2));
        using var answer = await bench.GetAsync(token, "api-2");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        var refusal = Assert.Single(bench.Lab.Journal.Refusals);
        Assert.Equal(("api-2", "GET", "/api/v2/users/me", 401), (refusal.Node, refusal.Method, refusal.Path, refusal.Status));
        Assert.Equal(("app", "at#1", "not_yet_valid", "invalid_token"), (refusal.ClientId, refusal.Token, refusal.Cause, refusal.Error));
        Assert.Equal((Bench.Noon, Bench.Noon.AddSeconds(-2), Bench.Noon), (refusal.At, refusal.NodeNow, refusal.IdpNow));
        Assert.Equal(
            "nbf 12:00:00 > api-2 11:59:58.000 + leeway 0 s: valid in 2 s; the IdP's clock read 12:00:00.000 (2 s ahead of api-2)",
            refusal.Sentence);
        Assert.All(bench.Lab.Journal.Entries, entry => Assert.DoesNotContain(token[..20], entry.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_token_request_is_there_without_secrets()
    {
        await using var bench = await Bench.StartAsync();
        await bench.NewTokenAsync();
        using var wrong = await bench.Client.GetAsync(new Uri(bench.Lab.IdpAddress, "oauth/token?client_secret=app-secret"));

        var entries = bench.Lab.Journal.Entries;

        Assert.Equal(["idp POST /oauth/token 200 issued at#1", "idp GET /oauth/token 405 invalid_request"], entries.Select(entry => $"{entry}"));
        Assert.Equal(("client_credentials", "at#1", "app"), (entries[0].GrantType, entries[0].Issued, entries[0].ClientId));
        Assert.All(entries, entry => Assert.DoesNotContain("app-secret", entry.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void A_full_journal_drops_the_oldest_and_says_how_many_were_missed()
    {
        var journal = new Journal(new HandClock(Bench.Noon), 3);
        for (var i = 0; i < 5; i++)
            journal.Add(Entry);

        Assert.Equal([3, 4, 5], journal.Entries.Select(entry => entry.Sequence));
        Assert.Equal((0, 5), (journal.Read().Missed, journal.Read().Next));
        Assert.Equal((1, 5), (journal.Read(since: 1).Missed, journal.Read(since: 1).Next));
        Assert.Equal((0, 3), (journal.Read(since: 2, limit: 1).Missed, journal.Read(since: 2, limit: 1).Next));
        Assert.Empty(journal.Read(since: 5).Entries);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(long.MaxValue)]
    public void A_reader_from_before_a_restart_begins_anew(long since)
    {
        var journal = new Journal(new HandClock(Bench.Noon), 3);
        journal.Add(Entry);

        Assert.Equal((0, 1), (journal.Read(since).Missed, journal.Read(since).Next));
    }

    [Fact]
    public void A_cleared_journal_goes_on_counting()
    {
        var journal = new Journal(new HandClock(Bench.Noon), 3);
        journal.Add(Entry);

        journal.Clear();
        journal.Add(Entry);

        Assert.Equal(2, Assert.Single(journal.Entries).Sequence);
    }

    [Fact]
    public async Task Who_waits_gets_the_next_entry_as_it_comes()
    {
        var journal = new Journal(new HandClock(Bench.Noon), 3);

        var waiting = journal.ReadAsync(0, 10, TimeSpan.FromSeconds(5));
        Assert.False(waiting.IsCompleted);
        journal.Add(Entry);

        Assert.Equal(1, Assert.Single((await waiting).Entries).Sequence);
    }

    [Fact]
    public async Task Who_waits_in_vain_gets_an_empty_page_when_the_time_is_over()
    {
        var time = new HandClock(Bench.Noon);
        var journal = new Journal(time, 3);

        var waiting = journal.ReadAsync(0, 10, TimeSpan.FromSeconds(5));
        time.Advance(TimeSpan.FromSeconds(5));

        Assert.Empty((await waiting).Entries);
    }

    private static JournalEntry Entry(long sequence) => new()
    {
        Sequence = sequence,
        At = Bench.Noon,
        Node = "api-1",
        Role = NodeRole.Api,
        NodeNow = Bench.Noon,
        IdpNow = Bench.Noon,
        Method = "GET",
        Path = "/",
        Status = 200,
    };
}
