namespace SkewLab.Scenarios.Randomness;

/// <summary>Exponential, logarithm and normal quantile from operations that IEEE 754 rounds alike on every platform: + - * / and square root.</summary>
/// <remarks>
/// <c>Math.Exp</c> and <c>Math.Log</c> call the platform's C library, whose last bit differs; one bit is enough to reorder two events. The runtime never fuses a
/// multiplication with an addition unless asked to, so what is written here is what is computed. All members are pure and safe to use from any thread.
/// </remarks>
public static class ExactMath
{
    // ln 2 in two parts: the high one has 32 trailing zero bits, so k * Ln2High is exact for every exponent k.
    private const double Ln2High = 6.93147180369123816490e-01;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>e to the power of <paramref name="x"/>, within one unit in the last place.</summary>
    /// <param name="x">Any number. Above 709.78 gives infinity, below -708 gives zero (results that small would be subnormal), NaN gives NaN.</param>
    public static double Exp(double x)
    {
        if (double.IsNaN(x)) return x;
        if (x > 709.782712893384) return double.PositiveInfinity;
        if (x < -708) return 0;

        // x = k ln 2 + r with |r| <= ln 2 / 2; e^r by the rational approximation of FreeBSD's e_exp.c.
        var k = (int)((x / (Ln2High + Ln2Low)) + (x < 0 ? -0.5 : 0.5));
        var high = x - (k * Ln2High);
        var low = k * Ln2Low;
        var r = high - low;
        var t = r * r;
        var c = r - (t * (1.66666666666666019037e-01 + (t * (-2.77777777770155933842e-03 + (t * (6.61375632143793436117e-05
            + (t * (-1.65339022054652515390e-06 + (t * 4.13813679705723846039e-08)))))))));
        var power = 1 - (low - (r * c / (2 - c)) - high);
        return k == 1024 ? power * 2 * PowerOfTwo(1023) : power * PowerOfTwo(k);
    }

    /// <summary>The natural logarithm of <paramref name="x"/>, within one unit in the last place.</summary>
    /// <param name="x">A number. Zero gives minus infinity; a negative one or NaN gives NaN.</param>
    public static double Ln(double x)
    {
        if (double.IsNaN(x) || x < 0) return double.NaN;
        if (x == 0) return double.NegativeInfinity;
        if (double.IsPositiveInfinity(x)) return x;

        // x = 2^k (1 + f) with 1 + f from sqrt(1/2) to sqrt(2); ln(1 + f) by the series of FreeBSD's e_log.c.
        var k = 0;
        if (x < 2.2250738585072014e-308) (x, k) = (x * 18014398509481984.0, -54);
        var bits = BitConverter.DoubleToInt64Bits(x);
        k += (int)(bits >> 52) - 1023;
        var fraction = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (fraction > 1.4142135623730951) (fraction, k) = (fraction / 2, k + 1);
        var f = fraction - 1;
        var s = f / (2 + f);
        var z = s * s;
        var series = z * (6.666666666666735130e-01 + (z * (3.999999999940941908e-01 + (z * (2.857142874366239149e-01 + (z * (2.222219843214978396e-01
            + (z * (1.818357216161805012e-01 + (z * (1.531383769920937332e-01 + (z * 1.479819860510658591e-01))))))))))));
        var half = f * f / 2;
        return (k * Ln2High) - (half - ((s * (half + series)) + (k * Ln2Low)) - f);
    }

    /// <summary>The standard normal quantile: the z that a normal number stays below with probability <paramref name="p"/>. Wichura's AS 241, relative error below 1e-15.</summary>
    /// <param name="p">A probability. 0 gives minus infinity, 1 gives infinity; outside 0 to 1 or NaN gives NaN.</param>
    public static double InverseNormal(double p)
    {
        if (!(p >= 0 && p <= 1)) return double.NaN;
        if (p is 0 or 1) return p == 0 ? double.NegativeInfinity : double.PositiveInfinity;

        var q = p - 0.5;
        if (Math.Abs(q) <= 0.425) return q * NormalQuantileTable.Centre(0.180625 - (q * q));
        var r = Math.Sqrt(-Ln(q < 0 ? p : 1 - p));
        var z = r <= 5 ? NormalQuantileTable.Middle(r - 1.6) : NormalQuantileTable.Tail(r - 5);
        return q < 0 ? -z : z;
    }

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
}
