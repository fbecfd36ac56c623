namespace SkewLab.Explanations.Causes;

/// <summary>What was seen of the requests that were late for one reason.</summary>
public sealed class LatenessFacts
{
    private readonly SortedDictionary<string, long> _answers = new(StringComparer.Ordinal);
    private Extent _amount;

    /// <value>How many there were.</value>
    public long Count { get; private set; }

    /// <value>What the reason added.</value>
    public Extent Amount => _amount;

    /// <value>For failed renewals: what the token endpoint had answered last, and to how many of these requests that applies.</value>
    public IReadOnlyDictionary<string, long> Answers => _answers;

    internal void Add(Lateness lateness)
    {
        Count++;
        _amount.Add(lateness.Amount);
        if (lateness.Answer is { } answer)
            _answers[answer] = _answers.GetValueOrDefault(answer) + 1;
    }
}
