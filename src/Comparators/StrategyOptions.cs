using System.Globalization;
using System.Reflection;
using SkewLab.ClientContract;

namespace SkewLab.Comparators;

/// <summary>A strategy's options: what the scenario sets, and for the rest what the factory's attributes have as default.</summary>
internal sealed class StrategyOptions
{
    private readonly string _strategy;
    private readonly IReadOnlyDictionary<string, string> _set;
    private readonly StrategyOptionAttribute[] _declared;

    private StrategyOptions(Type factory, IReadOnlyDictionary<string, string> set)
    {
        _strategy = factory.GetCustomAttribute<StrategyAttribute>()!.Name;
        _set = set;
        _declared = DeclaredBy(factory);
    }

    /// <summary>Reads what <paramref name="environment"/> sets for the strategy that <typeparamref name="TFactory"/> makes.</summary>
    /// <exception cref="ArgumentException">The strategy has no such option.</exception>
    public static StrategyOptions Of<TFactory>(ClientEnvironment environment)
        where TFactory : IClientFactory
    {
        var options = new StrategyOptions(typeof(TFactory), environment.Options);
        var names = options._declared.Select(option => option.Name).ToArray();
        foreach (var name in environment.Options.Keys.Except(names).Order(StringComparer.Ordinal))
            throw new ArgumentException(
                $"{options._strategy} has no option '{name}'; it has {(names.Length == 0 ? "none" : string.Join(", ", names))}.", nameof(environment));
        return options;
    }

    /// <summary>The options a factory declares, by name.</summary>
    public static StrategyOptionAttribute[] DeclaredBy(Type factory) =>
        [.. factory.GetCustomAttributes<StrategyOptionAttribute>().OrderBy(option => option.Name, StringComparer.Ordinal)];

    /// <summary>A time.</summary>
    /// <exception cref="ArgumentException">It is no time, or outside the range that the attribute gives.</exception>
    public TimeSpan Duration(string name)
    {
        var option = Find(name);
        if (!_set.TryGetValue(name, out var text))
            return Written(option.DefaultValue);
        return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var value)
            ? InRange(option, text, value, Written)
            : throw Refused(name, text, "is no time in the form 00:00:05");
    }

    /// <summary>A whole number.</summary>
    /// <exception cref="ArgumentException">It is no number, or outside the range that the attribute gives.</exception>
    public int Count(string name)
    {
        var option = Find(name);
        if (!_set.TryGetValue(name, out var text))
            return Number(option.DefaultValue);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? InRange(option, text, value, Number)
            : throw Refused(name, text, "is no whole number");
    }

    /// <summary>A name.</summary>
    public string Name(string name) => _set.GetValueOrDefault(name) ?? Find(name).DefaultValue;

    // Attributes hold times as scenarios write them; one number and one unit is all that the articles need.
    private static TimeSpan Written(string text)
    {
        var number = text.TrimEnd('d', 'h', 'm', 's');
        return Number(number) * text[number.Length..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            "h" => TimeSpan.FromHours(1),
            _ => TimeSpan.FromDays(1),
        };
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private StrategyOptionAttribute Find(string name) => _declared.Single(option => option.Name == name);

    private T InRange<T>(StrategyOptionAttribute option, string text, T value, Func<string, T> read)
        where T : IComparable<T> => value.CompareTo(read(option.Min!)) >= 0 && value.CompareTo(read(option.Max!)) <= 0
            ? value
            : throw Refused(option.Name, text, $"is outside {option.Min} to {option.Max}");

    private ArgumentException Refused(string name, string text, string rule) => new($"{_strategy}: {name}: '{text}' {rule}.");
}
