namespace SkewLab.Conventions.Tests;

/// <summary>Whoever reads of P6 in docs/properties.md finds its file by that name.</summary>
public class PromisesTests
{
    private const int Promises = 18;

    [Fact]
    public void Each_promise_has_a_file_that_begins_with_its_number()
    {
        var files = Repository.Files("tests/Properties.Tests").Select(file => Path.GetFileName(file)!).ToList();

        Assert.Contains($"P{Promises}, that the promises are worth something", Repository.Read("docs/properties.md"), StringComparison.Ordinal);
        Assert.Empty(WithoutFile(files));
    }

    [Fact]
    public void A_promise_without_a_file_would_be_found() =>
        Assert.Equal(["P2", "P18"], WithoutFile([.. Enumerable.Range(1, Promises - 1).Where(number => number != 2).Select(number => $"P{number}.Any.cs")]));

    private static IEnumerable<string> WithoutFile(IReadOnlyList<string> files) =>
        Enumerable.Range(1, Promises).Select(number => $"P{number}").Where(
            promise => !files.Any(file => file.StartsWith($"{promise}.", StringComparison.Ordinal)));
}
