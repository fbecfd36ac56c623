namespace SkewLab.Scenarios.Values;

/// <summary>How many bytes: <c>64kB</c>, <c>1MB</c>, <c>1.5kB</c>, <c>512B</c>. A kB is 1,000 bytes, an MB 1,000,000.</summary>
/// <remarks>Immutable. <c>1000kB</c> and <c>1MB</c> are equal.</remarks>
public sealed record ByteSize
{
    /// <summary>The largest size that can be written: 1,000,000 MB.</summary>
    public const long MaxBytes = 1_000_000_000_000;

    private static readonly (string Name, int Bytes)[] Units = [("MB", 1_000_000), ("kB", 1_000), ("B", 1)];

    private ByteSize(long bytes) => Bytes = bytes;

    /// <value>The bytes, 0 to <see cref="MaxBytes"/>.</value>
    public long Bytes { get; }

    /// <summary>Reads the form a scenario has.</summary>
    /// <exception cref="FormatException">It is none; the message shows the text, the rule and an example.</exception>
    public static ByteSize Parse(string text) => TryParse(text, out var value, out var problem) ? value : throw new FormatException($"'{text}' {problem}");

    /// <summary>The form a scenario has, which <see cref="Parse"/> reads back.</summary>
    public override string ToString()
    {
        var (name, unit) = Array.Find(Units, one => Bytes % one.Bytes == 0);
        return $"{Bytes / unit}{name}";
    }

    /// <summary>Reads a size, or says what is wrong as the end of a sentence that begins with the text in quotes.</summary>
    internal static bool TryParse(string text, out ByteSize value, out string problem)
    {
        value = new ByteSize(0);
        var scanner = new NumberScanner(text);
        var isNumber = scanner.Number(out var number);
        var name = scanner.Letters();
        var unit = Array.Find(Units, one => one.Name == name).Bytes;
        if (!isNumber || !scanner.IsAtEnd) problem = "is not a size; write it as '64kB' or '1MB'.";
        else if (name.Length == 0) problem = $"has no unit; write '{text}kB' or '{text}B'.";
        else if (unit == 0) problem = $"has the unknown unit '{name}'; the units are B, kB and MB, as in '64kB'.";
        else if (number * unit != decimal.Truncate(number * unit)) problem = "is no whole number of bytes; write it as in '1500B'.";
        else if (number * unit > MaxBytes) problem = "is larger than the largest size, 1000000MB.";
        else (value, problem) = (new ByteSize((long)(number * unit)), "");
        return problem.Length == 0;
    }
}
