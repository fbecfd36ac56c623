using System.Text.Json;

namespace SkewLab.FakeIdp.Problems;

/// <summary>The problems of settings, gathered while their rules are gone through.</summary>
internal sealed class ProblemList : List<SettingProblem>
{
    /// <summary>Adds a problem unless a rule holds.</summary>
    /// <param name="holds">Whether it holds.</param>
    /// <param name="property">The property's name in .NET.</param>
    /// <param name="value">Its value.</param>
    /// <param name="rule">The rule.</param>
    public void Require(bool holds, string property, object? value, string rule)
    {
        if (!holds)
            Add(new(JsonNamingPolicy.CamelCase.ConvertName(property), value, rule));
    }

    /// <summary>Adds the problems of settings that a property holds.</summary>
    /// <param name="property">The property's name in .NET.</param>
    /// <param name="problems">What is wrong with its value.</param>
    public void AddUnder(string property, IReadOnlyList<SettingProblem> problems) =>
        AddRange(problems.Select(problem => problem.Under(JsonNamingPolicy.CamelCase.ConvertName(property))));
}
