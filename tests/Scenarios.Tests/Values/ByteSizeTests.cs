using SkewLab.Scenarios.Values;

namespace SkewLab.Scenarios.Tests.Values;

public class ByteSizeTests
{
    [Theory]
    [InlineData("64kB", 64_000, "64kB")]
    [InlineData("1MB", 1_000_000, "1MB")]
    [InlineData("1000kB", 1_000_000, "1MB")]
    [InlineData("1.5kB", 1_500, "1500B")]
    [InlineData("512B", 512, "512B")]
    [InlineData("0B", 0, "0MB")]
    [InlineData("1000000MB", 1_000_000_000_000, "1000000MB")]
    public void A_size_is_a_number_of_bytes(string text, long bytes, string written)
    {
        var size = ByteSize.Parse(text);

        Assert.Equal(bytes, size.Bytes);
        Assert.Equal(written, size.ToString());
        Assert.Equal(size, ByteSize.Parse(written));
    }

    [Theory]
    [InlineData("64", "'64' has no unit; write '64kB' or '64B'.")]
    [InlineData("large", "'large' is not a size; write it as '64kB' or '1MB'.")]
    [InlineData("-1kB", "'-1kB' is not a size; write it as '64kB' or '1MB'.")]
    [InlineData("1kB2", "'1kB2' is not a size; write it as '64kB' or '1MB'.")]
    [InlineData("64KB", "'64KB' has the unknown unit 'KB'; the units are B, kB and MB, as in '64kB'.")]
    [InlineData("64KiB", "'64KiB' has the unknown unit 'KiB'; the units are B, kB and MB, as in '64kB'.")]
    [InlineData("1.5B", "'1.5B' is no whole number of bytes; write it as in '1500B'.")]
    [InlineData("1000001MB", "'1000001MB' is larger than the largest size, 1000000MB.")]
    public void What_is_no_size_is_refused_with_the_rule(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => ByteSize.Parse(text)).Message);
}
