using System.Net.Http.Headers;

namespace SkewLab.Client.Tokens;

/// <summary>Reads how long a server asks to be left alone (RFC 9110 section 10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>The wait from the answer's arrival on; null when the server asks for none that can be understood.</summary>
    /// <remarks>
    /// A date is compared with the answer's own <c>Date</c>: both were read on the server's clock, so no clock of this machine enters. <c>Date</c> is floored
    /// to the
    /// second, so the difference is never shorter than what was meant. A date without <c>Date</c> says nothing, and one in the past means at once.
    /// </remarks>
    public static TimeSpan? Read(HttpResponseHeaders headers) => headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } until } when headers.Date is { } date => until > date ? until - date : TimeSpan.Zero,
        _ => null,
    };
}
