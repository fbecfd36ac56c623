// Article 001, Python: lines 30-72 (the token request and its skew), 122-159 (the manager and its lock), 172-192 (the call), 193-211 (the one retry).
//
// As printed: the lock of line 130 is held across the token request, and the retry of lines 198-200 drops whatever token is there, without asking whether
// another
// caller has already replaced the one that failed. Algebra: iat + ttl - (iat - mid) = mid + ttl, so the skew cancels.
// Repaired, or it could not run: line 58 looks for iat in the body of the token response, where no IdP puts it; it is read from the JWT instead, unverified.
// Line 206 raises on the second 401; here that response is returned, so that it counts as a 401 that the caller saw.
using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SkewLab.ClientContract;

namespace SkewLab.Comparators;

/// <summary>Takes the token's <c>iat</c> for the server's clock, and computes from it when the token expires on the client's.</summary>
[Strategy(
    "iat-offset",
    Rule = "skew = iat - (before + after)/2; fetch 30 s before iat + expires_in - skew under one lock; on a 401 drop the token, fetch, resend once.",
    Source = "article 001, lines 30-72, 122-159, 172-211")]
public sealed class IatOffset : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment) => Plumbing.ToClient(environment, new Handler(environment));

    private sealed class Handler(ClientEnvironment environment) : DelegatingHandler
    {
        private static readonly TimeSpan Buffer = TimeSpan.FromSeconds(30);

        private readonly KeyValuePair<string, string>[] _form = Plumbing.Form(environment);
        private readonly AuthenticationHeaderValue _basic = Plumbing.Basic(environment);
        private readonly SemaphoreSlim _lock = new(1, 1);
        private Held? _held;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization = await GetValidTokenAsync(cancellationToken);
            var response = await base.SendAsync(request, cancellationToken);
            if (response.StatusCode != HttpStatusCode.Unauthorized)
                return response;

            response.Dispose();
            await DropAsync(cancellationToken);
            var again = Plumbing.Copy(request);
            again.Headers.Authorization = await GetValidTokenAsync(cancellationToken);
            return await base.SendAsync(again, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _lock.Dispose();
            base.Dispose(disposing);
        }

        // Line 131 reads the time before a first fetch, so the token that it brings is judged by the older reading.
        private async ValueTask<AuthenticationHeaderValue> GetValidTokenAsync(CancellationToken cancellationToken)
        {
            await _lock.WaitAsync(cancellationToken);
            try
            {
                var now = environment.Time.GetUtcNow();
                _held ??= await FetchAsync(cancellationToken);
                if (now >= _held.ClientExpiry - Buffer)
                    _held = await FetchAsync(cancellationToken);
                return _held.Header;
            }
            finally
            {
                _lock.Release();
            }
        }

        private async ValueTask DropAsync(CancellationToken cancellationToken)
        {
            await _lock.WaitAsync(cancellationToken);
            _held = null;
            _lock.Release();
        }

        private async Task<Held> FetchAsync(CancellationToken cancellationToken)
        {
            var before = environment.Time.GetUtcNow();
            using var request = Plumbing.TokenRequest(environment, _form, _basic);
            using var response = await base.SendAsync(request, cancellationToken);
            var after = environment.Time.GetUtcNow();
            if (response.StatusCode != HttpStatusCode.OK)
                throw new HttpRequestException($"Token request failed: {(int)response.StatusCode}", inner: null, response.StatusCode);

            var (accessToken, expiresIn) = await Plumbing.ReadTokenAsync(response.Content, cancellationToken);
            var issuedAt = IssuedAt(accessToken) ?? throw new InvalidOperationException("Token response missing 'iat' claim");
            var skew = issuedAt - (before + (after - before) / 2);
            return new Held(new AuthenticationHeaderValue("Bearer", accessToken), issuedAt + TimeSpan.FromSeconds(expiresIn) - skew);
        }

        // Line 59 takes a missing iat and a zero alike.
        private static DateTimeOffset? IssuedAt(string accessToken)
        {
            var parts = accessToken.Split('.');
            if (parts.Length != 3 || !Base64Url.IsValid(parts[1]))
                return null;
            try
            {
                using var claims = JsonDocument.Parse(Base64Url.DecodeFromUtf8(Encoding.UTF8.GetBytes(parts[1])));
                return claims.RootElement.ValueKind == JsonValueKind.Object && claims.RootElement.TryGetProperty("iat", out var iat)
                    && iat.TryGetInt64(out var seconds) && seconds != 0
                    ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                    : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }

        private sealed record Held(AuthenticationHeaderValue Header, DateTimeOffset ClientExpiry);
    }
}
