// Article 001, the 429 snippet: lines 337-350; article 003's, lines 311-316, is the same idea with a default of 5 s and no loop.
//
// As printed: int() of line 344 reads a Retry-After in seconds and raises on the form with a date; the wait doubles only where the header is missing, but is
// counted on either way; line 346 sleeps after the last try too, for nothing; the retried request keeps its Authorization, however long the sleep. Only calls
// pass it: token requests do not go through session.request.
// Stated for the lab: it stands where line 342 sends, behind any comparator ("over"), which gets the other options. No status but 429 is its business.
using System.Globalization;
using System.Net;
using System.Reflection;
using SkewLab.ClientContract;

namespace SkewLab.Comparators;

/// <summary>Sleeps as a 429 asks, and sends again.</summary>
[Strategy(
    "retry-after-int",
    Rule = "Over another comparator: on a 429 sleep int(Retry-After), or 1, 2, 4 s where there is none, 3 tries in all; a date in Retry-After raises.",
    Source = "article 001, lines 337-350; article 003, lines 311-316")]
[StrategyOption("over", StrategyOptionKind.Name, "naive-expiry", Description = "The comparator that gets the tokens; all options but these go to it.")]
[StrategyOption(
    "tries", StrategyOptionKind.Count, "3", Min = "1", Max = "100", Description = "How many times a call is sent before it ends with an exception.")]
[StrategyOption(
    "wait",
    StrategyOptionKind.Duration,
    "1s",
    Min = "0s",
    Max = "1h",
    Description = "The first sleep where there is no Retry-After; each later one is twice as long.")]
public sealed class RetryAfterInt : IClientFactory
{
    /// <inheritdoc/>
    public HttpClient Create(ClientEnvironment environment)
    {
        var own = StrategyOptions.DeclaredBy(typeof(RetryAfterInt)).Select(option => option.Name).ToArray();
        var options = StrategyOptions.Of<RetryAfterInt>(
            environment with { Options = environment.Options.Where(option => own.Contains(option.Key)).ToDictionary() });
        var inner = Find(options.Name("over"));
        return inner.Create(environment with
        {
            Network = new Backoff(environment, options.Count("tries"), options.Duration("wait")),
            Options = environment.Options.Where(option => !own.Contains(option.Key)).ToDictionary(),
        });
    }

    private static IClientFactory Find(string over)
    {
        var comparators = typeof(RetryAfterInt).Assembly.GetExportedTypes()
            .Where(type => type != typeof(RetryAfterInt) && type.IsAssignableTo(typeof(IClientFactory)))
            .Select(type => (type.GetCustomAttribute<StrategyAttribute>()!.Name, Type: type))
            .OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .ToArray();
        var found = comparators.FirstOrDefault(entry => entry.Name == over).Type
            ?? throw new ArgumentException(
                $"retry-after-int: over: '{over}' is no comparator it can stand over; those are {string.Join(", ", comparators.Select(entry => entry.Name))}.");
        return (IClientFactory)Activator.CreateInstance(found)!;
    }

    private sealed class Backoff(ClientEnvironment environment, int tries, TimeSpan wait) : DelegatingHandler(environment.Network)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (request.RequestUri == environment.TokenEndpoint)
                return response;
            for (var (sends, sleep) = (1, wait); response.StatusCode == HttpStatusCode.TooManyRequests; sends++, sleep *= 2)
            {
                using (response)
                    await Task.Delay(RetryAfter(response) ?? sleep, environment.Time, cancellationToken);
                if (sends == tries)
                    throw new HttpRequestException("Max retries exceeded for rate limit.", inner: null, HttpStatusCode.TooManyRequests);
                response = await base.SendAsync(Plumbing.Copy(request), cancellationToken);
            }

            return response;
        }

        private static TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.NonValidated.TryGetValues("Retry-After", out var values)
            ? TimeSpan.FromSeconds(int.Parse(values.ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture))
            : null;
    }
}
