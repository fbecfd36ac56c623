using System.Text.Json.Nodes;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Binding;

internal sealed class DurationKind : ScalarKind
{
    // In the order of DurationText: each unit once, the larger first. The lookahead asks for at least one.
    internal const string Unsigned = @"(?=[0-9])([0-9]+(\.[0-9]+)?d)?([0-9]+(\.[0-9]+)?h)?([0-9]+(\.[0-9]+)?m)?([0-9]+(\.[0-9]+)?s)?([0-9]+(\.[0-9]+)?ms)?([0-9]+(\.[0-9]+)?us)?";

    internal static readonly DurationKind Instance = new();

    internal override string Name => "duration";

    internal override string Example => "90s";

    internal override bool TryParse(string text, out object value, out string problem)
    {
        var isRead = DurationText.TryParse(text, out var duration, out problem);
        value = duration;
        return isRead;
    }

    internal override string Format(object value) => DurationText.Format((TimeSpan)value);

    internal override JsonObject Schema(BoundsAttribute? bounds) => TextSchema($"^{Sign(bounds)}{Unsigned}$");

    internal static string Sign(BoundsAttribute? bounds) => bounds?.Min.StartsWith('-') == true ? "[+-]?" : @"\+?";
}

internal sealed class DistributionKind : ScalarKind
{
    internal static readonly DistributionKind Instance = new();

    internal override string Name => "distribution";

    internal override string Example => "800ms";

    internal override bool TryParse(string text, out object value, out string problem)
    {
        var isRead = DistributionText.TryParse(text, out var distribution, out problem);
        value = distribution;
        return isRead;
    }

    internal override string Format(object value) => value.ToString()!;

    internal override bool IsWithin(object value, string min, string max)
    {
        var distribution = (Distribution)value;
        return distribution.Min >= DurationText.Parse(min) && !(distribution.Max > DurationText.Parse(max));
    }

    internal override JsonObject Schema(BoundsAttribute? bounds)
    {
        var duration = DurationKind.Sign(bounds) + DurationKind.Unsigned;
        return TextSchema($@"^({duration}|uniform *\( *{duration} *, *{duration} *\)|loguniform *\( *\+?{DurationKind.Unsigned} *, *\+?{DurationKind.Unsigned} *\)|lognormal *\( *\+?{DurationKind.Unsigned} *, *[0-9]+(\.[0-9]+)? *\)|exponential *\( *\+?{DurationKind.Unsigned} *\))$");
    }
}
