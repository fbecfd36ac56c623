using System.Diagnostics;
using System.Text.Json;
using SkewLab.Testing.Control;

namespace SkewLab.Testing.Endpoints;

/// <summary>Why a control request is refused (RFC 9457): the field, what it held and the rule.</summary>
/// <param name="status">The status of the answer.</param>
/// <param name="rule">The rule that was broken, as a sentence with an example.</param>
/// <param name="field">The field: <c>api-2.offset</c>; null where it is no field's fault.</param>
/// <param name="value">What the field held; null where it was missing.</param>
internal sealed class ControlProblem(int status, string rule, string? @field = null, string? value = null) : Exception(rule)
{
    // A whole document is no help in a message.
    private const int LongestValue = 200;

    public int Status => status;

    /// <summary>A field's mistake.</summary>
    public static ControlProblem Of(string rule, string @field, JsonElement? json) =>
        new(400, rule, @field, json switch { null => null, { ValueKind: JsonValueKind.String } text => text.GetString(), { } other => other.GetRawText() });

    /// <summary>What lab and nodes throw at a bad value, as the caller's problem.</summary>
    public static ControlProblem Of(ArgumentException refused)
    {
        // The first line; the second repeats parameter and value.
        var rule = refused.Message.Split('\n')[0];
        var end = rule.IndexOf(" (Parameter", StringComparison.Ordinal);
        var place = refused.ParamName is { } name && name is not ("value" or "setting" or "settings") ? JsonNamingPolicy.CamelCase.ConvertName(name) : null;
        return new(400, end < 0 ? rule : rule[..end], place, (refused as ArgumentOutOfRangeException)?.ActualValue?.ToString());
    }

    /// <summary>The problem as it is sent.</summary>
    public Problem ToDocument() => new()
    {
        Type = "about:blank",
        Title = TitleOf(status),
        Status = status,
        Detail = Message,
        Field = @field,
        Value = value is { Length: > LongestValue } ? value[..LongestValue] + "…" : value,
    };

    private static string TitleOf(int status) => status switch
    {
        401 => "The control token is missing or wrong",
        403 => "Forbidden origin",
        404 => "No such path",
        405 => "No such method here",
        413 => "The body is too long",
        415 => "The body must be JSON",
        // 400, 409, and those of the server itself, such as 408.
        >= 400 and < 500 => "The request cannot be carried out",
        _ => throw new UnreachableException($"No problem has the status {status}."),
    };
}
