using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace SkewLab.Testing.Hosting;

/// <summary>Where RFC 8414 section 3.1 looks for the metadata of an issuer with a path: between the host and the path. The lab has it behind the path, as
/// OpenID Connect Discovery does; both are one document.</summary>
internal static class InsertedWellKnown
{
    private static readonly PathString Name = "/.well-known/oauth-authorization-server";

    /// <summary>Comes before whatever reads the path.</summary>
    public static void Use(IApplicationBuilder app) => app.Use(next => context =>
    {
        if (context.Request.Path.StartsWithSegments(Name, StringComparison.Ordinal, out var issuer) && issuer.Value is { Length: > 1 })
            context.Request.Path = issuer.Add(Name);
        return next(context);
    });
}
