using System.Buffers.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SkewLab.FakeIdp.Authorization;
using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Http;
using SkewLab.FakeIdp.Nodes;
using SkewLab.FakeIdp.Tokens;

namespace SkewLab.FakeIdp.Endpoints;

/// <summary>The key set (RFC 7517) and the IdP's metadata (RFC 8414, OpenID Connect Discovery). Only what exists is published.</summary>
internal static class MetadataEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods(IdpPaths.Jwks, ["GET"], AnswerKeys);
        foreach (var path in IdpPaths.Metadata)
            routes.MapMethods(path, ["GET"], AnswerMetadata);
    }

    private static Task AnswerKeys(HttpContext context)
    {
        var idp = (IdpNode)NodeDecision.Of(context).Node;
        AllowCaching(context.Response, idp);
        return HttpAnswer.WriteJson(context.Response, 200, HttpAnswer.Json, json =>
        {
            json.WriteStartArray("keys");
            foreach (var key in idp.Keys.PublishedAt(idp.ReferenceNow))
            {
                WriteKey(json, key.Key);
                foreach (var algorithm in idp.IdTokenAlgorithms.Where(algorithm => algorithm != key.Algorithm))
                    WriteKey(json, key.For(algorithm).Key);
            }
            json.WriteEndArray();
        });
    }

    private static void WriteKey(Utf8JsonWriter json, SigningKey key)
    {
        var (rsa, ec) = key.PublicParameters();
        // A shared secret is nobody else's business.
        if (rsa is null && ec is null)
            return;
        json.WriteStartObject();
        json.WriteString("kty", rsa is null ? "EC" : "RSA");
        json.WriteString("kid", key.Kid);
        json.WriteString("alg", key.AlgorithmName);
        json.WriteString("use", "sig");
        if (rsa is { } numbers)
        {
            json.WriteString("n", Base64Url.EncodeToString(numbers.Modulus));
            json.WriteString("e", Base64Url.EncodeToString(numbers.Exponent));
        }
        else if (ec is { } point)
        {
            json.WriteString("crv", "P-256");
            // The platform gives both coordinates at the field's length, leading zeros included (RFC 7518 section 6.2.1.2).
            json.WriteString("x", Base64Url.EncodeToString(point.Q.X));
            json.WriteString("y", Base64Url.EncodeToString(point.Q.Y));
        }
        json.WriteEndObject();
    }

    private static Task AnswerMetadata(HttpContext context)
    {
        var idp = (IdpNode)NodeDecision.Of(context).Node;
        var issuer = IssuerAddress.Of(context.Request, idp);
        AllowCaching(context.Response, idp);
        return HttpAnswer.WriteJson(context.Response, 200, HttpAnswer.Json, json =>
        {
            json.WriteString("issuer", issuer);
            json.WriteString("authorization_endpoint", IssuerAddress.Under(issuer, IdpPaths.Authorize));
            json.WriteString("token_endpoint", IssuerAddress.Under(issuer, IdpPaths.Token));
            json.WriteString("introspection_endpoint", IssuerAddress.Under(issuer, IdpPaths.Introspect));
            json.WriteString("revocation_endpoint", IssuerAddress.Under(issuer, IdpPaths.Revoke));
            json.WriteString("userinfo_endpoint", IssuerAddress.Under(issuer, IdpPaths.UserInfo));
            json.WriteString("end_session_endpoint", IssuerAddress.Under(issuer, IdpPaths.Logout));
            json.WriteString("jwks_uri", IssuerAddress.Under(issuer, IdpPaths.Jwks));
            WriteArray(json, "grant_types_supported", TokenEndpoint.Grants);
            WriteArray(json, "token_endpoint_auth_methods_supported", "client_secret_basic", "client_secret_post", "none");
            WriteArray(json, "introspection_endpoint_auth_methods_supported", "client_secret_basic", "client_secret_post");
            WriteArray(json, "revocation_endpoint_auth_methods_supported", "client_secret_basic", "client_secret_post", "none");
            WriteArray(json, "scopes_supported", $"{AuthorizationRequestReader.IdentityScopes} {ApiRoute.AllScopes}".Split(' '));
            WriteArray(json, "response_types_supported", "code");
            WriteArray(json, "response_modes_supported", "query");
            WriteArray(json, "code_challenge_methods_supported", Pkce.Method);
            json.WriteBoolean("authorization_response_iss_parameter_supported", true);
            // Left out it would mean true (OpenID Connect Discovery section 3).
            json.WriteBoolean("request_uri_parameter_supported", false);
            WriteArray(json, "subject_types_supported", "public");
            WriteArray(json, "id_token_signing_alg_values_supported", "RS256", "ES256");
            WriteArray(
                json, "claims_supported",
                "iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "name", "preferred_username", "email", "email_verified");
        });
    }

    private static void WriteArray(Utf8JsonWriter json, string name, params ReadOnlySpan<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void AllowCaching(HttpResponse response, IdpNode idp)
    {
        if (idp.Settings.JwksMaxAge is { } maxAge)
            response.Headers.CacheControl = $"max-age={maxAge.Ticks / TimeSpan.TicksPerSecond}";
    }
}
