namespace SkewLab.FakeIdp.Clients;

/// <summary>Addresses that a user's browser may be sent to.</summary>
internal static class RedirectUri
{
    /// <summary>Whether a text is an address that can be registered: an absolute URI in printable ASCII without a fragment.</summary>
    // What is not ASCII no header can hold; a fragment is forbidden by RFC 6749 section 3.1.2. The platform takes "/callback" for a file, which has a scheme.
    public static bool CanBeRegistered(string uri) =>
        !uri.AsSpan().ContainsAnyExceptInRange('!', '~') && !uri.Contains('#')
        && Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && uri.StartsWith(parsed.Scheme + ":", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a registered address and the one in a request are the same: to the character, but for the port of a loopback address.</summary>
    public static bool AreSame(string registered, string asked) =>
        registered == asked || (WithoutLoopbackPort(registered) is { } one && one == WithoutLoopbackPort(asked));

    /// <summary>Adds parameters behind those that the address has. Null values are left out.</summary>
    public static string With(string uri, params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        foreach (var (name, value) in parameters)
        {
            if (value is not null)
                uri += $"{(uri.Contains('?') ? '&' : '?')}{name}={Uri.EscapeDataString(value)}";
        }
        return uri;
    }

    private static string? WithoutLoopbackPort(string uri)
    {
        foreach (var host in (ReadOnlySpan<string>)["http://127.0.0.1", "http://[::1]", "http://localhost"])
        {
            if (!uri.StartsWith(host, StringComparison.Ordinal))
                continue;
            var rest = uri.AsSpan(host.Length);
            if (rest.StartsWith(':'))
                rest = rest[1..].TrimStart("0123456789");
            // Otherwise the host goes on: localhost.example, or a password before another host.
            return rest.IsEmpty || rest[0] is '/' or '?' ? $"{host}{rest}" : null;
        }
        return null;
    }
}
