using SkewLab.Verdicts.Metrics;

namespace SkewLab.Verdicts.Tests.Metrics;

public sealed class MetricCatalogTests
{
    [Fact]
    public void A_name_in_the_catalog_reads_the_field_it_names()
    {
        var numbers = Enumerable.Range(1, 29).ToArray();
        var metrics = new WorldMetrics
        {
            Requests = 1,
            Ok = 2,
            Surfaced401 = 3,
            Surfaced401Rate = 4,
            Wire401 = 5,
            Absorbed401 = 6,
            FirstAfterRefreshRequests = 7,
            FirstAfterRefresh401 = 8,
            FirstAfterRefresh401Rate = 9,
            TokenRequests = 10,
            TokenRequestsFailed = 11,
            RefreshInFlightMax = 12,
            SendsPerRequestMax = 13,
            AddedLatencyMs = new() { P50 = 14, P95 = 15, P99 = 16, Max = 17 },
            LongestOutageSeconds = 18,
            LifetimeUsedMean = 19,
            RateLimited429 = 20,
            Exceptions = 21,
            Cancelled = 22,
            SkippedAsleep = 23,
            Unfinished = 24,
            Jobs = 25,
            JobsOk = 26,
            PagesLost = 27,
            PagesTwice = 28,
            Unattributed401 = 29,
        };

        var read = MetricCatalog.All.ToDictionary(metric => metric.Name, metric => metric.Read(metrics));

        Assert.Equal(
            "requests ok surfaced401 surfaced401Rate wire401 absorbed401 firstAfterRefreshRequests firstAfterRefresh401 firstAfterRefresh401Rate tokenRequests tokenRequestsFailed refreshInFlightMax "
            + "sendsPerRequestMax addedLatencyMs.p50 addedLatencyMs.p95 addedLatencyMs.p99 addedLatencyMs.max longestOutageSeconds lifetimeUsedMean rateLimited429 exceptions cancelled skippedAsleep unfinished "
            + "jobs jobsOk pagesLost pagesTwice unattributed401",
            string.Join(' ', read.Keys));
        Assert.Equal(numbers.Select(number => (double)number), read.Values);
        Assert.Null(MetricCatalog.Find("Requests"));
    }
}
