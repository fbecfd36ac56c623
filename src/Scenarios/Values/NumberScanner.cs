using System.Globalization;

namespace SkewLab.Scenarios.Values;

/// <summary>Walks over a value made of numbers and units. ASCII digits only, no exponents, no group separators.</summary>
internal ref struct NumberScanner(string text)
{
    // Fifteen digits leave room to multiply by any unit in decimal arithmetic, which is exact.
    private const int MaxDigits = 15;

    private ReadOnlySpan<char> _rest = text;

    internal readonly bool IsAtEnd => _rest.IsEmpty;

    internal int Sign()
    {
        if (_rest.IsEmpty || _rest[0] is not ('+' or '-')) return 1;
        var sign = _rest[0] == '-' ? -1 : 1;
        _rest = _rest[1..];
        return sign;
    }

    internal bool Number(out decimal number)
    {
        var length = Digits(0);
        if (length > 0 && length < _rest.Length && _rest[length] == '.')
        {
            var end = Digits(length + 1);
            length = end == length + 1 ? 0 : end;
        }
        number = 0;
        if (length == 0 || length > MaxDigits + 1) return false;
        number = decimal.Parse(_rest[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        _rest = _rest[length..];
        return true;
    }

    internal string Letters()
    {
        var length = 0;
        while (length < _rest.Length && !char.IsAsciiDigit(_rest[length]) && _rest[length] is not ('.' or '+' or '-')) length++;
        var letters = _rest[..length].ToString();
        _rest = _rest[length..];
        return letters;
    }

    private readonly int Digits(int from)
    {
        while (from < _rest.Length && char.IsAsciiDigit(_rest[from])) from++;
        return from;
    }
}
