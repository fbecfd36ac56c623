using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SkewLab.Testing.Worlds;

namespace SkewLab.Testing.Control;

/// <summary>One thing that the control API does.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path behind <c>/_skewlab</c>.</param>
/// <param name="Summary">What it does, in a sentence.</param>
/// <param name="Example">A body as JSON; null where there is none.</param>
/// <param name="Answer">Does it: the lab and the request in, what to send out; null sends no body (204).</param>
internal sealed record ControlRoute(string Method, string Path, string Summary, string? Example, Func<LiveLab, ControlRequest, Task<object?>> Answer)
{
    public static ControlRoute Of(string method, string path, string summary, Func<LiveLab, ControlRequest, object?> answer, string? example = null) =>
        new(method, path, summary, example, (lab, request) => Task.FromResult(answer(lab, request)));
}

/// <summary>A control request, read.</summary>
/// <param name="Http">The request itself.</param>
/// <param name="Json">Its body; null where there was none.</param>
internal sealed record ControlRequest(HttpContext Http, JsonElement? Json)
{
    /// <exception cref="ControlProblem">There is no body, it is no object, or it has fields that nobody knows.</exception>
    public Fields Body(params IReadOnlyCollection<string> known) =>
        Json is { } json ? new(json, "", known) : throw new ControlProblem(400, "The request needs a JSON body.");

    /// <exception cref="ControlProblem">There is a body with something in it.</exception>
    public void NoBody()
    {
        if (Json is { } json && (json.ValueKind != JsonValueKind.Object || json.EnumerateObject().Any()))
            throw new ControlProblem(400, "This request takes no fields.", null, json.GetRawText());
    }

    /// <summary>As <see cref="Body"/>; without a body, an object without fields.</summary>
    public Fields OptionalBody(params IReadOnlyCollection<string> known) => new(Json ?? JsonElement.Parse("{}"), "", known);
}
