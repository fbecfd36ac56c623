using SkewLab.FakeIdp.Randomness;

namespace SkewLab.FakeIdp.Tokens;

/// <summary>The authorization codes the IdP remembers. Each is forgotten a day after its end: refused before, refused after.</summary>
/// <remarks>A replay of a forgotten code revokes nothing. Not thread-safe: the IdP calls it under its lock.</remarks>
internal sealed class AuthorizationCodes
{
    private readonly Dictionary<string, IssuedAuthorizationCode> _byText = new(StringComparer.Ordinal);
    private readonly Queue<IssuedAuthorizationCode> _byAge = new();
    private int _last;

    public IssuedAuthorizationCode Issue(IdpSettings settings, TimeProvider time, AuthorizationRequest request, TokenFamily family)
    {
        while (_byAge.TryPeek(out var oldest) && time.GetElapsedTime(oldest.IssuedAtTimestamp) >= settings.CodeLifetime + TimeSpan.FromDays(1))
            _byText.Remove(_byAge.Dequeue().Value);
        var ordinal = ++_last;
        var code = new IssuedAuthorizationCode(ordinal, SeededText.Token(settings.Seed, "code", ordinal), time.GetTimestamp(), request, family);
        _byText.Add(code.Value, code);
        _byAge.Enqueue(code);
        return code;
    }

    public IssuedAuthorizationCode? Find(string text) => _byText.GetValueOrDefault(text);
}
