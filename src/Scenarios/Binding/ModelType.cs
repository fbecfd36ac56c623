using System.Collections.Concurrent;
using System.Reflection;
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
        // A base's properties come first: what all kinds have stands before what only one has.
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite)
            .OrderBy(property => property.DeclaringType == type)
            .ToLookup(property => property.IsDefined(typeof(OptionKeysAttribute)));
        Keys = [.. properties[false].SelectMany(property => ModelKey.Of(property, defaults))];
        Options = properties[true].Select(property => new ModelKey(property, defaults)).SingleOrDefault();
        Names = [.. Keys.Select(key => key.Name)];
        Shorthand = type.GetCustomAttribute<ShorthandAttribute>()?.Key;
    }

    /// <summary>In the order of the source.</summary>
    internal IReadOnlyList<ModelKey> Keys { get; }

    internal IReadOnlyList<string> Names { get; }

    /// <summary>The key that a single value in the section's place stands for; null if there is none.</summary>
    internal string? Shorthand { get; }

    /// <summary>The keys of which exactly one is given; empty where there are none.</summary>
    internal IEnumerable<ModelKey> Alternatives => Keys.Where(key => key.IsAlternative);

    /// <summary>What holds the keys that are none of <see cref="Keys"/>; null where there can be none.</summary>
    internal ModelKey? Options { get; }

    internal static ModelType Of(Type type) => Known.GetOrAdd(type, one => new ModelType(one));

    internal ModelKey? Find(string name) => Keys.FirstOrDefault(key => key.Name == name);

    /// <summary>A section with every key at its default. Required keys are the caller's to set.</summary>
    internal object New() => Activator.CreateInstance(_type)!;
}
