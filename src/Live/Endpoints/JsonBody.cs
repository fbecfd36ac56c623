using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace SkewLab.Testing.Endpoints;

/// <summary>A request's body, which there must be.</summary>
/// <param name="Value">As one of the control API's records.</param>
/// <param name="Json">As it was sent.</param>
internal sealed record JsonBody<T>(T Value, JsonElement Json) : IEndpointParameterMetadataProvider
    where T : class
{
    /// <exception cref="ControlProblem">There is no body, it is no JSON or not what it should be.</exception>
    public static async ValueTask<JsonBody<T>> BindAsync(HttpContext context) =>
        await BodyText.ReadAsync(context.Request).ConfigureAwait(false) is { } json
            ? new(RecordReader.Read<T>(json), json)
            : throw new ControlProblem(400, "The request needs a JSON body.");

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new BodyMetadata(typeof(T), IsRequired: true));
}

/// <summary>A request's body as one of the control API's records; without one, a record without fields.</summary>
internal sealed record OptionalBody<T>(T Value) : IEndpointParameterMetadataProvider
    where T : class
{
    /// <exception cref="ControlProblem">It is no JSON or not what it should be.</exception>
    public static async ValueTask<OptionalBody<T>> BindAsync(HttpContext context) =>
        new(RecordReader.Read<T>(await BodyText.ReadAsync(context.Request).ConfigureAwait(false) ?? JsonElement.Parse("{}")));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new BodyMetadata(typeof(T), IsRequired: false));
}

/// <summary>No body, or one without fields.</summary>
internal sealed record NoBody
{
    /// <exception cref="ControlProblem">There is a body with something in it.</exception>
    public static async ValueTask<NoBody> BindAsync(HttpContext context)
    {
        if (await BodyText.ReadAsync(context.Request).ConfigureAwait(false) is { } json
            && (json.ValueKind != JsonValueKind.Object || json.EnumerateObject().Any()))
            throw new ControlProblem(400, "This request takes no fields.", null, json.GetRawText());
        return new();
    }
}

/// <summary>What a route's description says of its body.</summary>
/// <param name="Type">What it is.</param>
/// <param name="IsRequired">Whether there must be one.</param>
internal sealed record BodyMetadata(Type Type, bool IsRequired);

/// <summary>An example of a route's body, as JSON.</summary>
internal sealed record BodyExample(string Json);
