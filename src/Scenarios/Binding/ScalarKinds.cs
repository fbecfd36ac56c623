using System.Reflection;
using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Binding;

/// <summary>Finds the kind of a property's value.</summary>
internal static class ScalarKinds
{
    /// <summary>The kind; null if the type is a section, a list or a mapping.</summary>
    internal static ScalarKind? For(PropertyInfo property, Type type) =>
        type == typeof(string) ? TextKind.Instance
        : type == typeof(bool) ? TrueOrFalseKind.Instance
        : type == typeof(int) && IsPpb(property) ? DriftKind.Instance
        : type == typeof(int) || type == typeof(ulong) ? new WholeNumberKind(type)
        : type == typeof(double) ? ShareKind.Instance
        : type == typeof(TimeSpan) ? DurationKind.Instance
        : type == typeof(Distribution) ? DistributionKind.Instance
        : type == typeof(Rate) ? RateKind.Instance
        : type == typeof(ByteSize) ? SizeKind.Instance
        : type == typeof(MetricRange) ? MetricRangeKind.AnyUnit
        : type.IsEnum ? new EnumKind(type)
        : null;

    /// <summary>A whole number whose name ends with Ppb is a drift; its key has no such ending, because the unit is in the value.</summary>
    internal static bool IsPpb(PropertyInfo property) => property.Name.EndsWith("Ppb", StringComparison.Ordinal);
}
