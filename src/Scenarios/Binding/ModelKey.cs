using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Keys;

namespace SkewLab.Scenarios.Binding;

/// <summary>One key of a section.</summary>
internal sealed class ModelKey
{
    private readonly Func<object, object?> _get;
    private readonly Action<object, object> _set;

    /// <summary>The key of a property.</summary>
    internal ModelKey(PropertyInfo property, object defaults)
    {
        (_get, _set) = (property.GetValue, property.SetValue);
        Name = JsonNamingPolicy.CamelCase.ConvertName(ScalarKinds.IsPpb(property) ? property.Name[..^3] : property.Name);
        Shape = ValueShape.Of(property, property.PropertyType);
        IsRequired = property.IsDefined(typeof(RequiredMemberAttribute));
        Description = property.GetCustomAttribute<DescriptionAttribute>()?.Description
            ?? throw new InvalidOperationException($"{property.DeclaringType}.{property.Name} lacks a description.");
        Bounds = property.GetCustomAttribute<BoundsAttribute>();
        Names = property.GetCustomAttribute<KnownNameAttribute>()?.Kind;
        Example = property.GetCustomAttribute<ExampleAttribute>()?.Text;
        DefaultValue = property.GetValue(defaults);
        var words = property.GetCustomAttribute<DefaultAttribute>()?.Text;
        IsDefaultInWords = words is not null;
        Default = words
            ?? (!IsRequired && DefaultValue is not null && Shape is ScalarShape scalar ? scalar.Kind.Format(DefaultValue) : null);
    }

    /// <summary>The key of one kind of what <paramref name="holder"/> holds.</summary>
    private ModelKey(PropertyInfo holder, Type kind, ActionKeyAttribute key)
    {
        (Name, Description, IsAlternative) = (key.Key, key.Description, true);
        Shape = new SectionShape(kind);
        _get = section => kind.IsInstanceOfType(holder.GetValue(section)) ? holder.GetValue(section) : null;
        _set = holder.SetValue;
        if (!key.HoldsValue)
            return;
        var value = ModelType.Of(kind).Keys.Single();
        (Shape, Bounds, Example) = (value.Shape, value.Bounds, value.Example);
        _get = section => kind.IsInstanceOfType(holder.GetValue(section)) ? value.Get(holder.GetValue(section)!) : null;
        _set = (section, bound) =>
        {
            var action = ModelType.Of(kind).New();
            value.Set(action, bound);
            holder.SetValue(section, action);
        };
    }

    /// <summary>A key of what <paramref name="holder"/> holds, in the section of the holder.</summary>
    private ModelKey(PropertyInfo holder, ModelKey inner)
    {
        (Name, Shape, IsRequired, Description) = (inner.Name, inner.Shape, inner.IsRequired, inner.Description);
        (Bounds, Names, Example, Default) = (inner.Bounds, inner.Names, inner.Example, inner.Default);
        (DefaultValue, IsDefaultInWords) = (inner.DefaultValue, inner.IsDefaultInWords);
        _get = section => inner.Get(holder.GetValue(section)!);
        _set = (section, value) => inner.Set(holder.GetValue(section)!, value);
    }

    internal string Name { get; }

    internal ValueShape Shape { get; }

    internal bool IsRequired { get; }

    /// <summary>Whether it is one of several keys of which a section has exactly one.</summary>
    internal bool IsAlternative { get; }

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

    /// <summary>The keys of a property: its own, those of what it holds, or one for each kind of what it can hold.</summary>
    /// <exception cref="InvalidOperationException">A kind lacks its <see cref="ActionKeyAttribute"/>.</exception>
    internal static IEnumerable<ModelKey> Of(PropertyInfo property, object defaults)
    {
        if (property.IsDefined(typeof(InlineKeysAttribute)))
            return ModelType.Of(property.PropertyType).Keys.Select(inner => new ModelKey(property, inner));
        if (!property.IsDefined(typeof(OneOfKeysAttribute)))
            return [new(property, defaults)];
        return property.PropertyType.Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(property.PropertyType))
            .Select(type => (Type: type, Key: type.GetCustomAttribute<ActionKeyAttribute>() ?? throw new InvalidOperationException($"{type} lacks its key.")))
            .OrderBy(kind => kind.Key.Order)
            .Select(kind => new ModelKey(property, kind.Type, kind.Key));
    }

    internal object? Get(object section) => _get(section);

    internal void Set(object section, object value) => _set(section, value);
}
