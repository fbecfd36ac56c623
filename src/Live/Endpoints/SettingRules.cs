using System.Text.Json;
using SkewLab.FakeIdp.Problems;

namespace SkewLab.Testing.Endpoints;

/// <summary>The rules of settings, as the problems of a request: they stand at the settings' own types, and the control API adds the field.</summary>
internal static class SettingRules
{
    /// <summary>Throws the first problem as the request's; does nothing where there is none.</summary>
    /// <param name="body">The request's body, which has the value as it was written.</param>
    /// <param name="problems">What the settings say of themselves.</param>
    /// <param name="fieldOf">The request's field for one of the settings.</param>
    /// <exception cref="ControlProblem">There is a problem.</exception>
    public static void Require(JsonElement body, IReadOnlyList<SettingProblem> problems, Func<string, string> fieldOf)
    {
        if (problems.Count == 0)
            return;
        var problem = problems[0];
        if (problem.Field.Length == 0)
            throw new ControlProblem(400, problem.Rule);
        var place = fieldOf(problem.Field);
        throw ControlProblem.Of(problem.Rule, place, Find(body, place));
    }

    // A header's name may have dots.
    private static JsonElement? Find(JsonElement json, string place)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return null;
        if (json.TryGetProperty(place, out var found))
            return found;
        var dot = place.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && json.TryGetProperty(place[..dot], out var holder) ? Find(holder, place[(dot + 1)..]) : null;
    }
}
