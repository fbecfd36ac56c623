using System.Text;
using Microsoft.AspNetCore.Http;
using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Faults;

namespace SkewLab.FakeIdp.Http;

/// <summary>What a fault changes of an answer.</summary>
internal static class FaultedAnswer
{
    /// <summary>Gives an answer the fault's headers and body. Called last, on every answer of a request that met a fault.</summary>
    /// <returns>The body to send.</returns>
    public static ReadOnlySpan<byte> Change(HttpResponse response, NodeDecision decision, HttpFault fault, ReadOnlySpan<byte> body)
    {
        if (fault.RetryAfter is { } delay)
            response.Headers.RetryAfter = RetryAfter.Format(fault.RetryAfterForm, delay, decision.Now);
        var challengeIsChanged = false;
        foreach (var (name, value) in fault.Headers.OrderBy(header => header.Key, StringComparer.Ordinal))
        {
            challengeIsChanged |= name.Equals("WWW-Authenticate", StringComparison.OrdinalIgnoreCase);
            if (value.Length == 0)
                response.Headers.Remove(name);
            else
                response.Headers[name] = value;
        }
        // The IdP says its error in the body and the API in the challenge: what was replaced is not said.
        if (decision.Role == NodeRole.Idp ? fault.Body is not null : challengeIsChanged)
            decision.Error = null;
        return fault.Body is null ? body : Encoding.UTF8.GetBytes(fault.Body);
    }
}
