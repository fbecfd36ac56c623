using SkewLab.Explanations.Causes;
using SkewLab.Explanations.History;
using SkewLab.FakeIdp.Tokens;
using SkewLab.FakeIdp.Validation;
using SkewLab.Scenarios.Model;

namespace SkewLab.Explanations.Tests.Causes;

public sealed class ExplanationsTests
{
    private static readonly DateTimeOffset Epoch = Scenario.DefaultEpoch;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly IssuedToken Token = new HandMadeHistory().Refresh();

    [Fact]
    public void A_token_that_was_not_propagated_is_no_clock_skew()
    {
        var facts = Facts(RefusalCause.NotPropagated, new Case { Age = 0.035, LearnsAfter = 0.8, Margin = 0.765, ClientOffset = 0.002, NodeOffset = -0.003 });
        facts.OkLater = 1234;

        Assert.Equal(
        [
            "api-5 learns of a new token 800 ms after it is issued; the requests came 35 ms after.",
            "Later requests with the same tokens: 1,234 got 200, none was refused for this again.",
            "Not clock skew: the clocks agree within 5 ms, and this check reads none of them.",
        ], CauseExplanations.Of(facts));
    }

    [Fact]
    public void Several_nodes_learn_and_clocks_that_differ_are_named_as_innocent()
    {
        var facts = Facts(
            RefusalCause.NotPropagated,
            new Case { Node = "api-2", Age = 0.018, LearnsAfter = 0.8, NodeOffset = -90 },
            new Case { Node = "api-1", Age = 1.2, LearnsAfter = 2 });
        (facts.OkLater, facts.RefusedAgain) = (3, 1);

        Assert.Equal(
        [
            "api-1, api-2 learn of a new token 800 ms to 2 s after it is issued; the requests came 18 ms to 1.2 s after.",
            "Later requests with the same tokens: 3 got 200, 1 was refused for this again.",
            "Not clock skew: the clocks differ by up to 90 s, but this check reads none of them.",
        ], CauseExplanations.Of(facts));
    }

    [Theory]
    [InlineData(3, "api-1, api-2, api-3 learn of")]
    [InlineData(4, "4 API nodes learn of")]
    public void More_than_three_nodes_are_counted(int nodes, string beginning)
    {
        var facts = Facts(RefusalCause.NotPropagated, [.. Enumerable.Range(1, nodes).Select(number => new Case { Node = $"api-{number}" })]);

        Assert.StartsWith(beginning, CauseExplanations.Of(facts)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_that_counts_from_receipt_overstays()
    {
        var facts = Facts(RefusalCause.Expired, new Case { Margin = 0.4, ReceivedAfter = 0.3, FlooredAway = 0.5 });

        Assert.Equal(
        [
            "The requests arrived 400 ms after the token's end.",
            "The IdP counts from iat, a whole second; the client received the token 800 ms later, and counting from receipt overstays by that much.",
        ], CauseExplanations.Of(facts));
    }

    [Theory]
    [InlineData(-59.9999999, false)]
    [InlineData(-60, true)]
    [InlineData(-3600, true)]
    public void A_clock_that_fell_behind_is_blamed_if_that_alone_accounts_for_the_margin(double moved, bool isBlamed)
    {
        var facts = Facts(RefusalCause.Expired, new Case { Margin = 60, ClientMoved = moved, ReceivedAfter = 0.3 });

        Assert.Equal(isBlamed, facts.Lateness.ContainsKey(ExpiryReason.ClientFellBehind));
    }

    [Theory]
    [InlineData(1.9999999, ExpiryReason.CountedFromReceipt)]
    [InlineData(2, ExpiryReason.NodeAhead)]
    public void A_node_ahead_of_the_issuing_clock_is_blamed_if_that_alone_accounts_for_the_margin(double nodeOffset, ExpiryReason reason)
    {
        var facts = Facts(RefusalCause.Expired, new Case { Margin = 2, ReceivedAfter = 0.3, NodeOffset = nodeOffset });

        Assert.Equal([reason], facts.Lateness.Keys);
    }

    [Fact]
    public void A_node_is_compared_with_the_IdPs_clock_as_it_was_when_it_issued_the_token()
    {
        // The IdP was 10 min ahead when it stamped exp, and is right now: a right node is 10 min behind the stamp.
        var facts = Facts(RefusalCause.Expired, new Case { Margin = 2, ReceivedAfter = 0.3, NodeOffset = 3, IdpOffsetAtIssue = 600 });

        Assert.Equal([ExpiryReason.CountedFromReceipt], facts.Lateness.Keys);
    }

    [Theory]
    [InlineData(0.8999999, ExpiryReason.CountedFromReceipt)]
    [InlineData(0.9, ExpiryReason.UnderWay)]
    public void A_slow_request_is_blamed_if_that_alone_accounts_for_the_margin(double underWay, ExpiryReason reason)
    {
        var facts = Facts(RefusalCause.Expired, new Case { Margin = 0.9, ReceivedAfter = 0.1, UnderWay = underWay });

        Assert.Equal([reason], facts.Lateness.Keys);
    }

    [Theory]
    [InlineData(3600, ExpiryReason.CountedFromReceipt)]
    [InlineData(3600.0000001, ExpiryReason.KeptTooLong)]
    public void A_client_that_keeps_a_token_past_its_lifetime_by_its_own_clock_is_named(double held, ExpiryReason reason)
    {
        var facts = Facts(RefusalCause.Expired, new Case { Margin = 5, Age = held + 0.3, ReceivedAfter = 0.3 });

        Assert.Equal([reason], facts.Lateness.Keys);
    }

    [Theory]
    [InlineData(-4.9999999, 3605, ExpiryReason.KeptTooLong)]
    [InlineData(-5, 3605, ExpiryReason.ClientBehind)]
    [InlineData(-5, 3600.0000001, ExpiryReason.ClientBehind)]
    [InlineData(-5, 3600, ExpiryReason.CountedFromReceipt)]
    public void A_clock_that_was_always_behind_is_blamed_for_a_token_kept_too_long_if_that_alone_accounts_for_the_margin(double offset, double held, ExpiryReason reason)
    {
        var facts = Facts(RefusalCause.Expired, new Case { Margin = 5, ClientOffset = offset, Age = held + 0.3, ReceivedAfter = 0.3 });

        Assert.Equal([reason], facts.Lateness.Keys);
    }

    [Theory]
    [InlineData(0, ExpiryReason.AtItsEnd)]
    [InlineData(0.0000001, ExpiryReason.CountedFromReceipt)]
    public void A_request_that_arrives_at_the_instant_of_exp_blames_no_clock(double margin, ExpiryReason reason)
    {
        var facts = Facts(RefusalCause.Expired, new Case { Margin = margin, ReceivedAfter = 0.3 });

        Assert.Equal([reason], facts.Lateness.Keys);
    }

    [Fact]
    public void A_request_at_the_very_end_of_its_token_blames_no_clock()
    {
        var facts = Facts(RefusalCause.Expired, new Case { Margin = 0, ReceivedAfter = 0 });

        Assert.Equal(
        [
            "The requests arrived 0 ms after the token's end.",
            "The request arrived at the instant of exp, and a token has ended when exp comes, not after it.",
        ], CauseExplanations.Of(facts));
    }

    [Fact]
    public void A_renewal_that_failed_at_the_very_end_of_its_token_is_named()
    {
        var facts = Facts(RefusalCause.Expired, new Case { Margin = 0, ReceivedAfter = 0, RenewalAnswer = "temporarily_unavailable" });

        Assert.Equal([ExpiryReason.RenewalFailed], facts.Lateness.Keys);
    }

    [Fact]
    public void Reasons_are_counted_each_for_itself_the_most_frequent_first()
    {
        var late = new Case { Margin = 60, ReceivedAfter = 0.3, RenewalAnswer = "invalid_grant" };

        var facts = Facts(RefusalCause.Expired, new Case { Margin = 0.1, ReceivedAfter = 0.3 }, late, late with { Margin = 70, RenewalAnswer = "no answer" }, new Case { Margin = 9, ReceivedAfter = 1, ClientMoved = -10 });

        Assert.Equal(
        [
            "The requests arrived 100 ms to 70 s after the token's end.",
            "2 of them: the client had asked for a new token and got none (invalid_grant, no answer), so it went on with the dead one.",
            "1 of them: the client's wall clock fell 10 s behind after it had received the token (set back, stopped in sleep, or slow), so a dead token looked alive.",
            "1 of them: the IdP counts from iat, a whole second; the client received the token 300 ms later, and counting from receipt overstays by that much.",
        ], CauseExplanations.Of(facts));
    }

    [Theory]
    [InlineData(ExpiryReason.NodeAhead, "The node's clock is 2 s ahead of what the IdP's was when it issued the token, so the token ends that much earlier there.")]
    [InlineData(ExpiryReason.UnderWay, "The request was under way for 2 s, or waited for a node that slept, and the token ended meanwhile.")]
    [InlineData(ExpiryReason.AtItsEnd, "The request arrived at the instant of exp, and a token has ended when exp comes, not after it.")]
    [InlineData(ExpiryReason.ClientBehind, "The client's clock is 60 s behind what the IdP's was when it issued the token; it was compared with exp, or with a time from before it was set back, and so a dead token looked alive.")]
    [InlineData(ExpiryReason.KeptTooLong, "The client kept the token for 2 s longer than expires_in, by its own wall clock too.")]
    [InlineData(ExpiryReason.Unknown, "The client's receipt of the token was not seen.")]
    public void Every_reason_has_a_sentence(ExpiryReason reason, string sentence)
    {
        var one = new Case { Margin = 2, ReceivedAfter = 0 };
        var facts = Facts(RefusalCause.Expired, reason switch
        {
            ExpiryReason.NodeAhead => one with { NodeOffset = 2 },
            ExpiryReason.UnderWay => one with { UnderWay = 2 },
            ExpiryReason.AtItsEnd => one with { Margin = 0 },
            ExpiryReason.ClientBehind => one with { Age = 3602, ClientOffset = -60 },
            ExpiryReason.KeptTooLong => one with { Age = 3602 },
            _ => one with { ReceivedAfter = null },
        });

        Assert.Equal(sentence, CauseExplanations.Of(facts)[1]);
    }

    [Theory]
    [InlineData(RefusalCause.NotYetValid, "nbf")]
    [InlineData(RefusalCause.IssuedInFuture, "iat")]
    public void A_token_from_the_future_is_a_matter_of_node_and_IdP(RefusalCause cause, string claim)
    {
        var facts = Facts(cause, new Case { Margin = 1.5, NodeOffset = -2, ClientOffset = 500 });
        facts.OkLater = 7;

        Assert.Equal(
        [
            $"api-5 read a time before the token's {claim}: 1.5 s too early.",
            "The node's clock against the IdP's: -2 s. The client's clock plays no part in this check.",
            "Later requests with the same tokens: 7 got 200, none was refused for this again.",
        ], CauseExplanations.Of(facts));
    }

    [Fact]
    public void A_revoked_token_needs_a_new_one()
    {
        var facts = Facts(RefusalCause.Revoked, new Case { Margin = 3 });

        Assert.Equal(
        [
            "The IdP had revoked the token before its end; api-5 knew 3 s before the request came.",
            "Only a new token helps: a client that waits for expires_in goes on failing.",
        ], CauseExplanations.Of(facts));
    }

    [Fact]
    public void A_token_that_a_refresh_revoked_is_told_from_one_that_was_revoked_early()
    {
        var history = new HandMadeHistory();
        history.Idp.Settings = history.Idp.Settings with { RevokeOnRefresh = true };
        var replaced = history.Refresh();
        history.Refresh();
        var byRefresh = new Case { Margin = 3, Held = replaced };

        var (all, some) = (Facts(RefusalCause.Revoked, byRefresh), Facts(RefusalCause.Revoked, byRefresh, new Case { Margin = 3 }));

        Assert.Equal("A refresh revoked it while requests with it were under way, or their senders still held it (revokeOnRefresh).", CauseExplanations.Of(all)[1]);
        Assert.Equal(
            "1 of them: a refresh revoked it while requests with it were under way, or their senders still held it (revokeOnRefresh). The others need a new token.",
            CauseExplanations.Of(some)[1]);
    }

    [Fact]
    public void A_key_must_be_published_before_it_signs()
    {
        var facts = Facts(RefusalCause.UnknownKid, new Case { LearnsAfter = 30, Margin = 12 });

        Assert.Equal(
        [
            "api-5 learns of a new signing key 30 s after it is published; the IdP signed with it before that.",
            "Publish a key at least 30 s before signing with it (publishLead).",
        ], CauseExplanations.Of(facts));
    }

    [Theory]
    [InlineData(29.3, "29.3 s", "30 s")]
    [InlineData(31, "31 s", "31 s")]
    public void A_key_must_be_published_for_a_whole_cool_down_before_it_signs_where_nodes_keep_copies(double learnsAfter, string learns, string lead)
    {
        var facts = Facts(RefusalCause.UnknownKid, new Case { LearnsAfter = learnsAfter, Margin = 12, AsksAgainAfter = 30 });

        Assert.Equal(
        [
            $"api-5 learns of a new signing key {learns} after it is published; the IdP signed with it before that.",
            "A node that keeps a copy of the key set asks for an unknown key only 30 s after fetching it (coolDown).",
            $"Publish a key at least {lead} before signing with it (publishLead).",
        ], CauseExplanations.Of(facts));
    }

    [Fact]
    public void A_key_of_nobody_is_explained_by_its_own_arithmetic()
    {
        var facts = Facts(RefusalCause.UnknownKid, new Case { Detail = "\"stranger\"" });

        Assert.Equal(["kid \"stranger\" is in no key set of the IdP: the token comes from elsewhere"], CauseExplanations.Of(facts));
    }

    [Fact]
    public void A_retired_key_must_outlive_its_tokens()
    {
        Assert.Equal(
        [
            "The IdP withdrew the signing key while tokens it had signed were still alive.",
            "Keep an old key published for at least a token's lifetime (retire).",
        ], CauseExplanations.Of(Facts(RefusalCause.RetiredKid, new Case())));
    }

    [Theory]
    [InlineData(RefusalCause.Injected, "The scenario's timeline made the API answer 401.")]
    [InlineData(RefusalCause.MissingToken, "The request carried no token: the client sent it without having one.")]
    [InlineData(RefusalCause.WrongAudience, "no: the token is meant for another API than api-5")]
    [InlineData(RefusalCause.WrongIssuer, "no: api-5 trusts another issuer")]
    [InlineData(RefusalCause.Malformed, "api-5 cannot read the token: no; get a new token")]
    [InlineData(RefusalCause.BadSignature, "the signature (no) does not verify at api-5: the token was altered, or signed by a key the IdP does not have")]
    public void Other_causes_take_one_sentence(RefusalCause cause, string sentence)
    {
        Assert.Equal([sentence], CauseExplanations.Of(Facts(cause, new Case { Detail = "no" })));
    }

    [Fact]
    public void No_cause_is_without_an_explanation()
    {
        Assert.All(Enum.GetValues<RefusalCause>(), cause => Assert.NotEmpty(CauseExplanations.Of(Facts(cause, new Case()))));
        Assert.Equal(["No case was kept."], CauseExplanations.Of(new CauseFacts(RefusalCause.Malformed)));
    }

    private static CauseFacts Facts(RefusalCause cause, params Case[] cases)
    {
        var facts = new CauseFacts(cause);
        foreach (var one in cases)
            facts.Add(one.Of(cause));
        return facts;
    }

    private static TimeSpan? Span(double? seconds) => seconds is { } value ? TimeSpan.FromTicks((long)Math.Round(value * TimeSpan.TicksPerSecond)) : null;

    /// <summary>One 401 in seconds; the IdP's clock is right.</summary>
    private sealed record Case
    {
        public string Node { get; init; } = "api-5";

        public string? Detail { get; init; }

        public double? Margin { get; init; }

        public double? LearnsAfter { get; init; }

        public double? AsksAgainAfter { get; init; }

        public double Age { get; init; }

        public IssuedToken Held { get; init; } = ExplanationsTests.Token;

        public double NodeOffset { get; init; }

        public double ClientOffset { get; init; }

        public double ClientMoved { get; init; }

        public double? ReceivedAfter { get; init; }

        public double FlooredAway { get; init; }

        public double IdpOffsetAtIssue { get; init; }

        public double UnderWay { get; init; }

        public string? RenewalAnswer { get; init; }

        public UnauthorizedCase Of(RefusalCause cause)
        {
            var at = 1000 * Second;
            var issuedAt = at - Span(Age)!.Value;
            var story = new TokenStory
            {
                Token = Held,
                AskedAt = issuedAt,
                IssuedAt = issuedAt,
                IdpOffset = Span(IdpOffsetAtIssue)!.Value,
                FlooredAway = Span(FlooredAway)!.Value,
                RenewalAnswer = RenewalAnswer,
            };
            var clientOffset = Span(ClientOffset + ClientMoved)!.Value;
            if (ReceivedAfter is not null)
                (story.ReceivedAt, story.OffsetAtReceipt) = (issuedAt + Span(ReceivedAfter), Span(ClientOffset)!.Value);
            return new()
            {
                At = at,
                SentAt = at - Span(UnderWay)!.Value,
                Node = Node,
                Client = 0,
                Call = 1,
                Token = "at#1",
                IsFirstRequest = true,
                Story = story,
                ClientOffset = clientOffset,
                NodeOffset = Span(NodeOffset)!.Value,
                ClientNow = Epoch + at + clientOffset,
                Refusal = new()
                {
                    Cause = cause,
                    Node = Node,
                    ApiNow = Epoch + at + Span(NodeOffset)!.Value,
                    IdpNow = Epoch + at,
                    Margin = Span(Margin),
                    LearnsAfter = Span(LearnsAfter),
                    AsksAgainAfter = Span(AsksAgainAfter),
                    Detail = Detail,
                },
            };
        }
    }
}
