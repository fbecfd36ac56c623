using Microsoft.AspNetCore.Http;

namespace SkewLab.FakeIdp.Http;

/// <summary>The bearer token of a request (RFC 6750 section 2.1).</summary>
internal static class BearerHeader
{
    // The scheme is case-insensitive (RFC 9110 section 11.1). Another scheme is no bearer token, so no error code is due.
    public static bool TryRead(HttpRequest request, out ReadOnlySpan<char> token)
    {
        var header = request.Headers.Authorization.ToString().AsSpan();
        var isBearer = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);
        token = isBearer ? header[7..].Trim(' ') : [];
        return token.Length > 0;
    }
}
