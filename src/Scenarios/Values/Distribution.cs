using SkewLab.Scenarios.Randomness;

namespace SkewLab.Scenarios.Values;

/// <summary>A duration that may vary: <c>800ms</c>, <c>uniform(-5ms, 5ms)</c>, <c>loguniform(1ms, 1s)</c>, <c>lognormal(20ms, 0.3)</c>, <c>exponential(50ms)</c>.</summary>
/// <remarks>Immutable and safe to use from any thread. Two distributions are equal if they are of one form with equal parameters. Sampling allocates nothing.</remarks>
public abstract record Distribution
{
    /// <summary>The widest a parameter may be, either way, and the longest a sample ever is: 36500 days.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromDays(36500);

    /// <value>Always zero.</value>
    public static Distribution Zero { get; } = new ConstantDistribution(TimeSpan.Zero);

    /// <value>The smallest duration that can be drawn.</value>
    public abstract TimeSpan Min { get; }

    /// <value>The largest duration that can be drawn; null if there is none (lognormal, exponential), and then <see cref="Limit"/> cuts.</value>
    public abstract TimeSpan? Max { get; }

    /// <value>The duration if it never varies; else null.</value>
    public virtual TimeSpan? ConstantValue => null;

    /// <summary>Always <paramref name="value"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is beyond <see cref="Limit"/> either way.</exception>
    public static Distribution Constant(TimeSpan value) => new ConstantDistribution(Checked(value, nameof(value)));

    /// <summary>Every tick from <paramref name="low"/> to <paramref name="high"/> is equally likely, both ends included.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="low"/> is above <paramref name="high"/>, or one is beyond <see cref="Limit"/>.</exception>
    public static Distribution Uniform(TimeSpan low, TimeSpan high)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(low, high);
        return new UniformDistribution(Checked(low, nameof(low)), Checked(high, nameof(high)));
    }

    /// <summary>The logarithm is uniform: every order of magnitude from <paramref name="low"/> to <paramref name="high"/> is equally likely. For what is known by its size only.</summary>
    /// <param name="low">Above zero.</param>
    /// <param name="high">Not below <paramref name="low"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public static Distribution LogUniform(TimeSpan low, TimeSpan high)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(low, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(low, high);
        return new LogUniformDistribution(Checked(low, nameof(low)), Checked(high, nameof(high)));
    }

    /// <summary>Half of the samples are below <paramref name="median"/>; the logarithm is normal. The usual shape of network delay.</summary>
    /// <param name="median">Above zero.</param>
    /// <param name="sigma">The standard deviation of the logarithm, from 0 (constant) to 3.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public static Distribution Lognormal(TimeSpan median, decimal sigma)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(median, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(sigma);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sigma, LognormalDistribution.MaxSigma);
        return new LognormalDistribution(Checked(median, nameof(median)), sigma);
    }

    /// <summary>The wait for an event that comes at a steady rate, <paramref name="mean"/> on average.</summary>
    /// <param name="mean">Above zero.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mean"/> is not above zero, or beyond <see cref="Limit"/>.</exception>
    public static Distribution Exponential(TimeSpan mean)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(mean, TimeSpan.Zero);
        return new ExponentialDistribution(Checked(mean, nameof(mean)));
    }

    /// <summary>Reads the form a scenario has.</summary>
    /// <exception cref="FormatException">It is none; the message shows the text, the rule and an example.</exception>
    public static Distribution Parse(string text) =>
        DistributionText.TryParse(text, out var value, out var problem) ? value : throw new FormatException($"'{text}' {problem}");

    /// <summary>The duration this distribution gives for <paramref name="draw"/>: a pure function of both.</summary>
    public abstract TimeSpan Sample(Draw draw);

    /// <summary>The form a scenario has, which <see cref="Parse"/> reads back.</summary>
    public sealed override string ToString() => Text;

    private protected abstract string Text { get; }

    /// <summary>Rounds half up to a tick, and cuts at <see cref="Limit"/>.</summary>
    private protected static TimeSpan FromTicks(double ticks) => ticks >= Limit.Ticks ? Limit : TimeSpan.FromTicks((long)(ticks + 0.5));

    private static TimeSpan Checked(TimeSpan value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Limit, name);
        ArgumentOutOfRangeException.ThrowIfLessThan(value, -Limit, name);
        return value;
    }
}
