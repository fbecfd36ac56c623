namespace SkewLab.VirtualTime;

/// <summary>Sums up changes, instant by instant, into the segments of a clock.</summary>
internal static class ClockSegments
{
    /// <exception cref="InvalidOperationException">
    /// The clock would stand still or run backwards, or a reading does not fit a <see cref="TimeSpan"/>.
    /// </exception>
    public static ClockSegment[] From(IEnumerable<ClockChange> changes)
    {
        // The change of nothing at zero gives every clock a first segment.
        ClockChange[] sorted = [.. changes.Append(default)];
        Array.Sort(sorted, static (left, right) => left.At.CompareTo(right.At));

        var segments = new List<ClockSegment>();
        var asleep = new List<int>();
        ClockChange now = default;
        for (int next = 0; next < sorted.Length;)
        {
            long at = sorted[next].At;
            Int128 moved = 0;
            for (; next < sorted.Length && sorted[next].At == at; next++)
            {
                now = Sum(now, sorted[next]);
                moved += sorted[next].WallTicks;
            }

            segments.Add(Segment(segments, at, moved, now));
            if (now.Suspensions > 0)
            {
                asleep.Add(segments.Count - 1);
                continue;
            }

            foreach (int index in asleep)
                segments[index] = segments[index] with { AwakeFrom = at };
            asleep.Clear();
        }

        return [.. segments];
    }

    private static ClockChange Sum(ClockChange now, ClockChange change) => new(
        change.At,
        checked(now.RatePpb + change.RatePpb),
        WallTicks: 0,
        now.Suspensions + change.Suspensions,
        now.ElapsedStops + change.ElapsedStops,
        now.WallStops + change.WallStops);

    private static ClockSegment Segment(List<ClockSegment> before, long at, Int128 moved, ClockChange now)
    {
        long rate = checked(LinearReading.UnitsPerTick + now.RatePpb);
        if (rate <= 0)
        {
            throw new InvalidOperationException(
                $"Cannot run a clock from {new TimeSpan(at)}; its rates add up to {now.RatePpb} ppb, and at {-LinearReading.UnitsPerTick} ppb it stands "
                    + "still.");
        }

        ClockSegment last = before.Count > 0 ? before[^1] : default;
        Int128 wall = last.Wall.After(at - last.Start) + moved * LinearReading.UnitsPerTick;
        Int128 elapsed = last.Elapsed.After(at - last.Start);
        try
        {
            return new ClockSegment(
                at,
                new LinearReading(wall, now.WallStops > 0 ? 0 : rate),
                new LinearReading(elapsed, now.ElapsedStops > 0 ? 0 : rate),
                AwakeFrom: at);
        }
        catch (OverflowException problem)
        {
            throw new InvalidOperationException(
                $"Cannot run a clock from {new TimeSpan(at)}; its reading would lie outside {TimeSpan.MinValue} to {TimeSpan.MaxValue}.", problem);
        }
    }
}
