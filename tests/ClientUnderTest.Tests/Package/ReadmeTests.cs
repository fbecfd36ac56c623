using System.Diagnostics.Metrics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using SkewLab.Client.Telemetry;
using SkewLab.Client.Tokens;
using SkewLab.Client.Unauthorized;

namespace SkewLab.Client.Tests.Package;

/// <summary>What the package's README says, held against the code.</summary>
public partial class ReadmeTests
{
    private static readonly string Readme = Repository.Read("src/ClientUnderTest/README.md");

    private static readonly PropertyInfo[] Options =
        [.. typeof(SkewAwareOptions).GetProperties().Where(property => property.SetMethod?.IsPublic == true)];

    [Fact]
    public void Every_option_has_its_row_and_every_row_its_option() =>
        Assert.Equal(Options.Select(property => property.Name), Rows("option").Select(row => row[0].Trim('`')));

    [Fact]
    public void Every_default_is_the_codes()
    {
        var defaults = new SkewAwareOptions();

        foreach (var row in Rows("option"))
        {
            var value = typeof(SkewAwareOptions).GetProperty(row[0].Trim('`'))!.GetValue(defaults);
            Assert.Equal($"{row[0]} {Text(value)}", $"{row[0]} {row[1].Trim('`')}");
        }
    }

    [Fact]
    public void Every_range_is_the_one_that_is_checked()
    {
        foreach (var property in Options)
        {
            object? outside = property.PropertyType == typeof(TimeSpan) ? TimeSpan.FromTicks(-1) : property.PropertyType == typeof(int) ? -1 : null;
            if (outside is null)
                continue;
            var options = new SkewAwareOptions { Grant = TokenGrant.RefreshToken };
            property.SetValue(options, outside);

            // A longest hold-down below zero is below the hold-down too.
            var problem = options.Validate().First(problem => problem.StartsWith(property.Name + ":", StringComparison.Ordinal));
            var range = Rows("option").Single(row => row[0] == $"`{property.Name}`")[2];
            Assert.EndsWith(range == "0 or more" ? "is negative." : $"is outside {range}.", problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_instrument_has_its_row_with_kind_and_unit()
    {
        using var metrics = new MetricLog(listens: false);
        using var bench = new Bench(meters: metrics);
        await bench.GetAsync();

        var told = metrics.Instruments.Select(instrument => $"{instrument.Name} {Kind(instrument)} {instrument.Unit}");
        Assert.Equal(told, Rows("instrument").Select(row => $"{row[0].Trim('`')} {row[1]} {row[2].Trim('`')}"));
    }

    [Fact]
    public void Every_tags_value_is_named()
    {
        var decisions = from action in Enum.GetValues<UnauthorizedAction>()
                        from standing in Enum.GetValues<TokenStanding>()
                        select TelemetryWords.Of(action, standing);
        var reasons = Enum.GetValues<SurfacedReason>().Select(TelemetryWords.Of);

        Assert.All(decisions.Concat(reasons).Distinct(), word => Assert.Contains($"`{word}`", Readme, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_snippet_is_in_the_sample_which_is_built_and_run()
    {
        var sources = string.Join(
            '\n', Directory.GetFiles(Path.Combine(Repository.Root, "samples/TakeHome"), "*.cs").Select(file => Flat(File.ReadAllText(file))));

        var snippets = Snippet().Matches(Readme).Select(match => Flat(match.Groups[1].Value)).ToList();
        Assert.Equal(4, snippets.Count);
        Assert.All(snippets, snippet => Assert.Contains(snippet, sources, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_limit_is_told()
    {
        for (var limit = 1; limit <= 12; limit++)
            Assert.Contains($"- **L{limit}** ", Readme, StringComparison.Ordinal);
    }

    // The cells of the table whose first heading is this one.
    private static IEnumerable<string[]> Rows(string heading) => Readme.Split('\n')
        .SkipWhile(line => !line.StartsWith($"| {heading} |", StringComparison.Ordinal))
        .Skip(2)
        .TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Split('|')[1..^1].Select(cell => cell.Trim()).ToArray());

    private static string Text(object? value) => value switch
    {
        null or "" or System.Collections.ICollection { Count: 0 } => "none",
        TimeSpan time => time.TotalSeconds.ToString(CultureInfo.InvariantCulture) + " s",
        bool holds => holds ? "true" : "false",
        TimeProvider => "the machine's",
        Func<double> => "unpredictable",
        _ => value.ToString()!,
    };

    private static string Kind(Instrument instrument) => instrument.GetType().Name.Split('`')[0].ToLowerInvariant();

    private static string Flat(string code) => string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet();
}
