using SkewLab.Input;
using SkewLab.Runs;
using SkewLab.SkewLab.Tests.Support;

namespace SkewLab.SkewLab.Tests.Runs;

public sealed class RunPlanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_is_read_recursively_and_in_ordinal_order()
    {
        foreach (var name in new[] { "b", "a/z", "a", "B", "c/d/e" })
            _folder.Write($"{name}.yaml", Samples.Scenario(name.Replace('/', '-').Replace("B", "big-b", StringComparison.Ordinal)));
        _folder.Write("notes.txt", "not a scenario");

        var plan = Plan(new() { Paths = [_folder.Path] });

        Assert.Equal(["B.yaml", "a.yaml", "a/z.yaml", "b.yaml", "c/d/e.yaml"], plan.Jobs.Select(job => Path.GetRelativePath(_folder.Path, job.Scenario.Path)));
    }

    [Fact]
    public void A_link_to_a_folder_above_is_not_followed()
    {
        _folder.Write("a.yaml", Samples.Scenario("a"));
        Directory.CreateSymbolicLink(_folder.PathOf("self"), _folder.Path);

        Assert.Single(Plan(new() { Paths = [_folder.Path] }).Jobs);
    }

    [Fact]
    public void A_file_that_is_named_twice_runs_once()
    {
        var file = _folder.Write("a.yaml", Samples.Scenario("a"));

        Assert.Single(Plan(new() { Paths = [file, _folder.PathOf("./a.yaml"), _folder.Path] }).Jobs);
    }

    [Fact]
    public void Strategies_run_in_the_order_the_scenario_lists_them()
    {
        var file = _folder.Write("a.yaml", Samples.Scenario("a", "skew-aware, iat-offset, naive-expiry"));

        Assert.Equal(["skew-aware", "iat-offset", "naive-expiry"], Plan(new() { Paths = [file] }).Jobs.Select(job => job.Request.Strategy));
    }

    [Fact]
    public void Named_strategies_replace_the_scenarios_own_and_run_once_each()
    {
        var file = _folder.Write("a.yaml", Samples.Scenario("a"));

        var plan = Plan(new() { Paths = [file], Strategies = ["skew-aware", "iat-offset", "skew-aware"] });

        Assert.Equal(["skew-aware", "iat-offset"], plan.Jobs.Select(job => job.Request.Strategy));
    }

    [Fact]
    public void What_a_scenario_calls_a_strategy_can_be_run_alone_where_it_is_known()
    {
        _folder.Write("a.yaml", Samples.Scenario("a", "naive-expiry, { name: naive-expiry, as: twin }"));
        _folder.Write("b.yaml", Samples.Scenario("b"));

        var plan = Plan(new() { Paths = [_folder.Path], Strategies = ["twin"] });

        Assert.Equal("twin", Assert.Single(plan.Jobs).Request.Strategy);
        Assert.Equal("a", Assert.Single(plan.Jobs).Scenario.Scenario.Name);
    }

    [Fact]
    public void Two_scenarios_of_one_name_cannot_write_one_trace()
    {
        var (first, second) = (_folder.Write("a.yaml", Samples.Scenario("same")), _folder.Write("b.yaml", Samples.Scenario("same")));

        var problem = Assert.Throws<BadInputException>(() => Plan(new() { Paths = [first, second], Trace = _folder.Path }));

        Assert.Equal($"--trace: {first} and {second} have the same name, 'same', and would write the same trace; rename one, for example name: same-2", problem.Message);
        Assert.Equal(2, Plan(new() { Paths = [first, second] }).Jobs.Count);
    }

    [Fact]
    public void Two_runs_cannot_write_one_trace()
    {
        var file = _folder.Write("a.yaml", Samples.Scenario("a", "naive-expiry, skew-aware"));
        var trace = _folder.PathOf("my traces");

        var problem = Assert.Throws<BadInputException>(() => Plan(new() { Paths = [file], Trace = trace }));

        Assert.Equal($"--trace: 2 runs need a folder, and '{trace}' is none; create it first, for example mkdir -p '{trace}'", problem.Message);
        Assert.Single(Plan(new() { Paths = [file], Strategies = ["skew-aware", "skew-aware"], Trace = trace }).Jobs);
    }

    [Fact]
    public void Traces_in_a_folder_are_named_after_scenario_and_strategy()
    {
        var file = _folder.Write("a.yaml", Samples.Scenario("a", "naive-expiry, skew-aware"));
        Directory.CreateDirectory(_folder.PathOf("traces"));
        using var files = new OutputFiles();

        RunPlan.Create(new() { Paths = [file], Trace = _folder.PathOf("traces") }, files);
        files.Commit();

        Assert.Equal(["a.naive-expiry.trace", "a.skew-aware.trace"], Directory.GetFiles(_folder.PathOf("traces")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static RunPlan Plan(RunSettings settings)
    {
        using var files = new OutputFiles();
        return RunPlan.Create(settings, files);
    }
}
