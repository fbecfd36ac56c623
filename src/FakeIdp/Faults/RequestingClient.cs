using Microsoft.AspNetCore.Http;

namespace SkewLab.FakeIdp;

/// <summary>Who asks, found before the endpoint looks: faults may be meant for one client.</summary>
internal static class RequestingClient
{
    public static async ValueTask<string?> Find(HttpContext context, LabNode node)
    {
        if (node is ApiNode api)
            return Bearer(api, context.Request);
        var form = await FormBody.Peek(context.Request, context.RequestAborted);
        return form is null ? null : ClientAuthentication.Authenticate((IdpNode)node, context.Request, form).Client?.Id;
    }

    private static string? Bearer(ApiNode api, HttpRequest request) =>
        ApiEndpoints.TryReadBearer(request, out var text) ? BearerCheck.Recall(api, text).ClientId : null;
}
