using SkewLab.FakeIdp.Refusals;
using SkewLab.FakeIdp.Validation;

namespace SkewLab.FakeIdp.Tests;

/// <summary>Texts that a server must not spend time on, and one that the JWT library throws at.</summary>
public class JwtTextTests
{
    [Theory]
    [InlineData(63, null)] // The claims' own object is one level more.
    [InlineData(64, AssertionCause.Malformed)]
    [InlineData(4000, AssertionCause.Malformed)]
    public async Task JSON_is_nested_64_deep_at_most(int depth, AssertionCause? cause)
    {
        var deep = $",\"x\":{new string('[', depth)}{new string(']', depth)}";

        var reply = await Assertion.Post(Assertion.NewLab(), Assertion.SignEs256(Assertion.Claims(Lab.Noon, deep)));

        Assert.Equal(cause, reply.Decision.AssertionRefusal?.Cause);
    }

    [Theory]
    [InlineData(16384, "the text is not a JWT of three parts")]
    [InlineData(16385, "the text is longer than 16384 characters")]
    public async Task A_text_has_a_greatest_length(int length, string problem)
    {
        var reply = await new Lab().Get(new string('a', length));

        Assert.Equal((401, problem), (reply.Status, reply.Decision.Refusal!.Detail));
    }

    [Fact]
    public async Task An_unsigned_token_under_a_known_kid_is_refused_wherever_tokens_are_taken()
    {
        var lab = Flow.NewLab();
        var unsigned = Assertion.Unsigned("""{"alg":"ES256","kid":"key-1"}""", Assertion.Claims(Lab.Noon, audience: "web"));

        Assert.Equal(RefusalCause.BadSignature, await lab.CauseOf(unsigned));
        Assert.Equal(400, (await Lab.Send(lab.Idp, Flow.Get("/logout?id_token_hint=" + unsigned))).Status);
        Assert.Equal("invalid_grant", (await Assertion.Post(Assertion.NewLab(), unsigned)).Error);
    }
}
