namespace SkewLab.Scenarios.Values;

/// <summary>Reads a distribution, or says what is wrong as the end of a sentence that begins with the text in quotes.</summary>
internal static class DistributionText
{
    private const string Forms = "write a duration such as '800ms', or uniform(-5ms, 5ms), loguniform(1ms, 1s), lognormal(20ms, 0.3) or exponential(50ms).";

    internal static bool TryParse(string text, out Distribution value, out string problem)
    {
        value = Distribution.Zero;
        problem = "";
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            if (!DurationText.TryParse(text, out var constant, out problem)) return false;
            if (TimeSpan.FromTicks(Math.Abs(constant.Ticks)) > Distribution.Limit) problem = "is longer than 36500d, the limit of a distribution.";
            else value = Distribution.Constant(constant);
            return problem.Length == 0;
        }

        if (!text.EndsWith(')'))
        {
            problem = "lacks its ')'; inside { } a value with a comma needs quotes: \"uniform(-5ms, 5ms)\".";
            return false;
        }
        var parameters = text[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries);
        (value, problem) = (text[..open].TrimEnd(), parameters.Length) switch
        {
            ("uniform", 2) => Uniform(parameters[0], parameters[1]),
            ("loguniform", 2) => LogUniform(parameters[0], parameters[1]),
            ("lognormal", 2) => Lognormal(parameters[0], parameters[1]),
            ("exponential", 1) => Exponential(parameters[0]),
            ("uniform", _) => (value, "needs a lowest and a highest duration, as in uniform(-5ms, 5ms)."),
            ("loguniform", _) => (value, "needs a lowest and a highest duration, as in loguniform(1ms, 1s)."),
            ("lognormal", _) => (value, "needs a median and a sigma, as in lognormal(20ms, 0.3)."),
            ("exponential", _) => (value, "needs one duration, the mean, as in exponential(50ms)."),
            _ => (value, $"is no distribution; {Forms}"),
        };
        return problem.Length == 0;
    }

    private static (Distribution Value, string Problem) Uniform(string first, string second)
    {
        if (!Duration(first, out var low, out var problem) || !Duration(second, out var high, out problem)) return (Distribution.Zero, problem);
        return low > high ? (Distribution.Zero, "has its ends swapped; write the lower one first, as in uniform(-5ms, 5ms).") : (Distribution.Uniform(low, high), "");
    }

    private static (Distribution Value, string Problem) LogUniform(string first, string second)
    {
        if (!Duration(first, out var low, out var problem) || !Duration(second, out var high, out problem)) return (Distribution.Zero, problem);
        if (low <= TimeSpan.Zero) return (Distribution.Zero, "has an end that is not above zero; write it as in loguniform(1ms, 1s).");
        return low > high ? (Distribution.Zero, "has its ends swapped; write the lower one first, as in loguniform(1ms, 1s).") : (Distribution.LogUniform(low, high), "");
    }

    private static (Distribution Value, string Problem) Lognormal(string first, string second)
    {
        if (!Duration(first, out var median, out var problem)) return (Distribution.Zero, problem);
        var scanner = new NumberScanner(second);
        if (!scanner.Number(out var sigma) || !scanner.IsAtEnd || sigma > LognormalDistribution.MaxSigma)
            return (Distribution.Zero, $"has the sigma '{second}'; write a number from 0 to 3, as in lognormal(20ms, 0.3).");
        return median <= TimeSpan.Zero
            ? (Distribution.Zero, "has a median that is not above zero; write it as in lognormal(20ms, 0.3).")
            : (Distribution.Lognormal(median, sigma), "");
    }

    private static (Distribution Value, string Problem) Exponential(string text)
    {
        if (!Duration(text, out var mean, out var problem)) return (Distribution.Zero, problem);
        return mean <= TimeSpan.Zero
            ? (Distribution.Zero, "has a mean that is not above zero; write it as in exponential(50ms).")
            : (Distribution.Exponential(mean), "");
    }

    private static bool Duration(string text, out TimeSpan value, out string problem)
    {
        if (!DurationText.TryParse(text, out value, out problem)) problem = $"holds '{text}', which {problem}";
        else if (TimeSpan.FromTicks(Math.Abs(value.Ticks)) > Distribution.Limit) problem = $"holds '{text}', which is longer than 36500d, the limit of a distribution.";
        return problem.Length == 0;
    }
}
