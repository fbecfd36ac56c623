using System.Reflection;
using SkewLab.Scenarios.Keys;

namespace SkewLab.Scenarios.Timeline;

/// <summary>Something that happens at one moment of a timeline, simulated or live. Each kind is one class with an <see cref="ActionKeyAttribute"/>.</summary>
public abstract record TimelineAction
{
    private protected TimelineAction()
    {
    }

    /// <value>Its key in a scenario: <c>jump</c>.</value>
    public string Key => GetType().GetCustomAttribute<ActionKeyAttribute>()!.Key;

    /// <value>What a lab must be able to do for it.</value>
    public abstract LabCapability Needs { get; }

    /// <summary>Does it.</summary>
    /// <param name="target">To whom.</param>
    /// <returns>What the trace says of it: the key, and what was done.</returns>
    public abstract string Apply(ITimelineTarget target);

    /// <summary>What is wrong with its values, beyond the bounds of each.</summary>
    /// <param name="at">When it happens.</param>
    internal virtual IEnumerable<ActionProblem> Check(TimeSpan at) => [];
}

/// <summary>What is wrong with one value of an action.</summary>
/// <param name="Key">Where, as in a scenario.</param>
/// <param name="Value">The value, as in a scenario, for where the file leaves it out.</param>
/// <param name="Rule">The rule it breaks: the end of a sentence that begins with the value.</param>
internal sealed record ActionProblem(string Key, string Value, string Rule);
