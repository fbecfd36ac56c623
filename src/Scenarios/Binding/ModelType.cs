using System.Collections.Concurrent;
using System.ComponentModel;
using System.Reflection;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Keys;

namespace SkewLab.Scenarios.Binding;

/// <summary>A section of the model as its keys: what the binder, the JSON schema and the reference all read, so that they cannot disagree.</summary>
internal sealed class ModelType
{
    private static readonly ConcurrentDictionary<Type, ModelType> Known = new();

    private readonly Type _type;

    private ModelType(Type type)
    {
        _type = type;
        var defaults = New();
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).ToLookup(property => property.IsDefined(typeof(OptionKeysAttribute)));
        Keys = [.. properties[false].Select(property => new ModelKey(property, defaults))];
        Options = properties[true].Select(property => new ModelKey(property, defaults)).SingleOrDefault();
        Names = [.. Keys.Select(key => key.Name)];
        Shorthand = type.GetCustomAttribute<ShorthandAttribute>()?.Key;
        HasExactlyOneOptional = type.IsDefined(typeof(ExactlyOneOptionalAttribute));
    }

    /// <summary>In the order of the source.</summary>
    internal IReadOnlyList<ModelKey> Keys { get; }

    internal IReadOnlyList<string> Names { get; }

    /// <summary>The key that a single value in the section's place stands for; null if there is none.</summary>
    internal string? Shorthand { get; }

    internal bool HasExactlyOneOptional { get; }

    /// <summary>What holds the keys that are none of <see cref="Keys"/>; null where there can be none.</summary>
    internal ModelKey? Options { get; }

    internal static ModelType Of(Type type) => Known.GetOrAdd(type, one => new ModelType(one));

    internal ModelKey? Find(string name) => Keys.FirstOrDefault(key => key.Name == name);

    /// <summary>A section with every key at its default. Required keys are the caller's to set.</summary>
    internal object New() => Activator.CreateInstance(_type)!;
}

/// <summary>One key of a section.</summary>
internal sealed class ModelKey
{
    private readonly PropertyInfo _property;

    internal ModelKey(PropertyInfo property, object defaults)
    {
        _property = property;
        Name = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(ScalarKinds.IsPpb(property) ? property.Name[..^3] : property.Name);
        Shape = ValueShape.Of(property, property.PropertyType);
        IsRequired = property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute));
        Description = property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? throw new InvalidOperationException($"{property.DeclaringType}.{property.Name} lacks a description.");
        Bounds = property.GetCustomAttribute<BoundsAttribute>();
        Names = property.GetCustomAttribute<KnownNameAttribute>()?.Kind;
        Example = property.GetCustomAttribute<ExampleAttribute>()?.Text;
        DefaultValue = property.GetValue(defaults);
        var words = property.GetCustomAttribute<DefaultAttribute>()?.Text;
        IsDefaultInWords = words is not null;
        Default = words
            ?? (!IsRequired && DefaultValue is not null && Shape is ScalarShape scalar ? scalar.Kind.Format(DefaultValue) : null);
    }

    internal string Name { get; }

    internal ValueShape Shape { get; }

    internal bool IsRequired { get; }

    internal string Description { get; }

    internal BoundsAttribute? Bounds { get; }

    /// <summary>Of what the value, each item or each key is a name that the vocabulary knows; null if any text will do.</summary>
    internal NameKind? Names { get; }

    internal string? Example { get; }

    /// <summary>What holds if the key is not given, as a scenario would have it or in words; null if that is nothing, or a section's own defaults.</summary>
    internal string? Default { get; }

    /// <summary>What a section has that does not give the key; for a required key nothing that counts.</summary>
    internal object? DefaultValue { get; }

    /// <summary>Whether <see cref="Default"/> is for people only, not a value to write.</summary>
    internal bool IsDefaultInWords { get; }

    internal object? Get(object section) => _property.GetValue(section);

    internal void Set(object section, object value) => _property.SetValue(section, value);
}
