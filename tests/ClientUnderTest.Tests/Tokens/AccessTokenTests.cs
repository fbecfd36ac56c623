using SkewLab.Client.Tokens;

namespace SkewLab.Client.Tests.Tokens;

public class AccessTokenTests
{
    private readonly AccessToken _token = new(
        "secret-token-0001", 3, new TokenLifetime(TimeSpan.Zero, RefreshAt: TimeSpan.FromSeconds(50), HardLimit: TimeSpan.FromSeconds(60)), TimeSpan.Zero);

    [Fact]
    public void It_is_settled_from_its_acceptance_on_until_it_is_refused_as_young()
    {
        Assert.False(_token.IsSettled);
        Assert.False(_token.MarkAccepted());
        Assert.True(_token.IsSettled);

        _token.MarkRefusedYoung();
        Assert.False(_token.IsSettled);
        Assert.True(_token.WasRefusedYoung);

        // The acceptance that ends a refusal is told from those that follow.
        Assert.True(_token.MarkAccepted());
        Assert.False(_token.MarkAccepted());
        Assert.True(_token.IsSettled);
        Assert.True(_token.WasRefusedYoung);
    }

    [Fact]
    public void A_new_schedule_may_shorten_its_life_and_never_lengthens_it()
    {
        _token.Reschedule(TimeSpan.FromSeconds(55), TimeSpan.FromSeconds(70));
        Assert.Equal(new TokenLifetime(TimeSpan.Zero, TimeSpan.FromSeconds(55), TimeSpan.FromSeconds(60)), _token.Lifetime);

        _token.Reschedule(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30));
        Assert.Equal(new TokenLifetime(TimeSpan.Zero, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30)), _token.Lifetime);
    }

    [Fact]
    public void It_is_sent_as_a_bearer_token_and_told_by_eight_digits_of_its_hash()
    {
        Assert.Equal("Bearer secret-token-0001", _token.Header.ToString());
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("secret-token-0001"u8))[..8], _token.Id);
    }
}
