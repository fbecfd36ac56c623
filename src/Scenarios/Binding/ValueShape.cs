using System.Reflection;

namespace SkewLab.Scenarios.Binding;

/// <summary>What a key holds: one value, a section, a list or a mapping by name.</summary>
internal abstract record ValueShape(Type Type)
{
    internal static ValueShape Of(PropertyInfo property, Type declared)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (ScalarKinds.For(property, type) is { } kind) return new ScalarShape(type, kind);
        if (!type.IsGenericType) return new SectionShape(type);
        var item = Of(property, type.GetGenericArguments()[^1]);
        return type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? new ListShape(type, item) : new MapShape(type, item);
    }
}

internal sealed record ScalarShape(Type Type, ScalarKind Kind) : ValueShape(Type);

internal sealed record SectionShape(Type Type) : ValueShape(Type)
{
    // Looked up when needed, not at once: describing a type describes the types of its properties.
    internal ModelType Model => ModelType.Of(Type);
}

internal sealed record ListShape(Type Type, ValueShape Item) : ValueShape(Type);

internal sealed record MapShape(Type Type, ValueShape Item) : ValueShape(Type);
