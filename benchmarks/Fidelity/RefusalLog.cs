using System.Globalization;
using Microsoft.AspNetCore.Builder;
using SkewLab.Explanations.History;
using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Http;

namespace SkewLab.Benchmarks.Fidelity;

/// <summary>Why the API refused, attempt by attempt, as its nodes decided. Thread-safe.</summary>
internal sealed class RefusalLog
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(long Call, int Attempt), string> _causes = [];

    /// <summary>401s by cause.</summary>
    public IReadOnlyDictionary<string, long> Wire => Count(_causes.Values);

    /// <summary>Stands before the lab, and looks at what its nodes decided.</summary>
    public void Use(IApplicationBuilder app) => app.Use((context, next) =>
    {
        // Before the answer leaves: who has it may ask for the log at once.
        context.Response.OnStarting(() =>
        {
            if (context.Features.Get<INodeFeature>()?.Decision is { Role: NodeRole.Api, Refusal: { } refusal })
                Add(context.Request.Headers[LiveNetwork.CallHeader].ToString(), refusal.CauseName);
            return Task.CompletedTask;
        });
        return next(context);
    });

    /// <summary>The last refusals of calls by cause.</summary>
    public IReadOnlyDictionary<string, long> LastOf(IEnumerable<long> calls)
    {
        var last = _causes.GroupBy(pair => pair.Key.Call).ToDictionary(call => call.Key, call => call.MaxBy(pair => pair.Key.Attempt).Value);
        return Count(calls.Select(call => last.GetValueOrDefault(call, "unattributed")));
    }

    private static Dictionary<string, long> Count(IEnumerable<string> causes) =>
        causes.CountBy(cause => cause).ToDictionary(pair => pair.Key, pair => (long)pair.Value);

    private void Add(string name, string cause)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        lock (_lock)
            _causes[(long.Parse(name[..slash], CultureInfo.InvariantCulture), int.Parse(name[(slash + 1)..], CultureInfo.InvariantCulture))] = cause;
    }
}
