using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Nodes;

/// <summary>What a node remembers of the tokens it has met, by their exact text: two generations, so that it is bounded and a token in use stays.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed class RememberedTokens(int capacity)
{
    private const int LongestText = 4096;

    private readonly Lock _lock = new();
    private Dictionary<string, PresentedToken> _young = new(StringComparer.Ordinal);
    private Dictionary<string, PresentedToken> _old = new(StringComparer.Ordinal);

    /// <summary>Finds a token by its text, without copying the text.</summary>
    public PresentedToken? Find(ReadOnlySpan<char> text)
    {
        lock (_lock)
        {
            if (_young.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var token))
                return token;
            if (!_old.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var key, out token))
                return null;
            Add(key, token);
            return token;
        }
    }

    /// <summary>Remembers a token. One that is longer than any that the lab issues is not worth the memory.</summary>
    public void Remember(string text, PresentedToken token)
    {
        if (text.Length > LongestText)
            return;
        lock (_lock)
            Add(text, token);
    }

    private void Add(string text, PresentedToken token)
    {
        if (_young.Count >= capacity)
        {
            (_young, _old) = (_old, _young);
            _young.Clear();
        }
        _young[text] = token;
    }
}
