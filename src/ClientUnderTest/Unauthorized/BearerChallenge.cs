using System.Net;

namespace SkewLab.Client.Unauthorized;

/// <summary>Reads what a refusal refuses (RFC 6750 section 3).</summary>
internal static class BearerChallenge
{
    /// <summary>
    /// Whether <paramref name="response"/> refuses the token itself: a 401 with a Bearer challenge that does not speak of scope.
    /// Anything else, a 403 above all, another token of the same client would meet too.
    /// </summary>
    public static bool RefusesToken(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.Unauthorized)
            return false;
        var refuses = false;
        foreach (var challenge in response.Headers.WwwAuthenticate)
        {
            if (!string.Equals(challenge.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase))
                continue;
            if (HasError(challenge.Parameter, "insufficient_scope"))
                return false;
            refuses = true;
        }

        return refuses;
    }

    // Splits name=value pairs at the commas outside quotes, so that an error_description cannot pass for an error.
    private static bool HasError(string? parameters, string code)
    {
        var rest = parameters.AsSpan();
        while (!rest.IsEmpty)
        {
            var end = EndOfParameter(rest);
            var pair = rest[..end];
            rest = end < rest.Length ? rest[(end + 1)..] : [];
            var equals = pair.IndexOf('=');
            if (equals > 0
                && pair[..equals].Trim().Equals("error", StringComparison.OrdinalIgnoreCase)
                && pair[(equals + 1)..].Trim().Trim('"').Equals(code, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static int EndOfParameter(ReadOnlySpan<char> text)
    {
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (quoted && text[i] == '\\')
                i++;
            else if (text[i] == '"')
                quoted = !quoted;
            else if (text[i] == ',' && !quoted)
                return i;
        }

        return text.Length;
    }
}
