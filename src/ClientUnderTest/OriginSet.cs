namespace SkewLab.Client;

/// <summary>A set of origins: scheme, host and port (RFC 6454). Asking allocates nothing; immutable and thread-safe.</summary>
internal sealed class OriginSet(IEnumerable<Uri> addresses)
{
    private readonly Uri[] _addresses = [.. addresses];

    public bool Contains(Uri? address)
    {
        if (address is null || !address.IsAbsoluteUri)
            return false;
        foreach (var allowed in _addresses)
        {
            if (SameOrigin(allowed, address))
                return true;
        }

        return false;
    }

    public static bool SameOrigin(Uri a, Uri b) =>
        a.Port == b.Port
        && string.Equals(a.Scheme, b.Scheme, StringComparison.OrdinalIgnoreCase)
        && string.Equals(a.IdnHost, b.IdnHost, StringComparison.OrdinalIgnoreCase);
}
