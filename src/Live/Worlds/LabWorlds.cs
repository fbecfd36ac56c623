using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using SkewLab.Testing.Options;

namespace SkewLab.Testing.Worlds;

/// <summary>Isolated labs beside the first one, each under a path of its own, for tests that run side by side.</summary>
/// <param name="options">How each of them begins.</param>
internal sealed class LabWorlds(LabOptions options)
{
    /// <summary>How many there may be at once: each keeps tokens and a journal in memory.</summary>
    public const int Most = 100;

    /// <summary>The path under which they live.</summary>
    public const string Prefix = "/w";

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, LabWorld> _worlds = new(StringComparer.Ordinal);
    private int _last;

    /// <summary>Which world a path is in; null where it is in none.</summary>
    /// <param name="path">A request's path.</param>
    /// <param name="rest">The path within that world.</param>
    public static string? IdIn(PathString path, out PathString rest)
    {
        rest = path;
        if (!path.StartsWithSegments(Prefix, StringComparison.Ordinal, out var behind) || behind.Value is not { Length: > 1 } text)
            return null;
        var end = text.IndexOf('/', 1);
        rest = end < 0 ? "/" : text[end..];
        return end < 0 ? text[1..] : text[1..end];
    }

    public LabWorld? Find(string id) => _worlds.GetValueOrDefault(id);

    /// <summary>Makes one.</summary>
    /// <returns>Its name; null if there are too many.</returns>
    public string? Create()
    {
        lock (_lock)
        {
            if (_worlds.Count == Most)
                return null;
            var id = (++_last).ToString(CultureInfo.InvariantCulture);
            var world = new LabWorld(options, $"{Prefix[1..]}/{id}/", (ulong)_last);
            world.Start();
            _worlds[id] = world;
            return id;
        }
    }

    /// <summary>Ends one.</summary>
    /// <returns>Whether there was one of that name.</returns>
    public bool End(string id)
    {
        if (!_worlds.TryRemove(id, out var world))
            return false;
        world.Dispose();
        return true;
    }

    /// <summary>Ends all of them.</summary>
    public void End()
    {
        foreach (var id in _worlds.Keys)
            End(id);
    }
}
