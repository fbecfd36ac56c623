using SkewLab.Input;

namespace SkewLab.SkewLab.Tests.Input;

public sealed class OutputFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _problems = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_that_is_not_committed_leaves_the_old_one_and_nothing_else()
    {
        var old = _folder.Write("result.json", "old");

        using (var files = new OutputFiles())
            File.WriteAllText(files.Reserve(old, "--json", _problems)!, "half of the n");

        Assert.Empty(_problems);
        Assert.Equal("old", File.ReadAllText(old));
        Assert.Equal(["result.json"], _folder.Names);
    }

    [Fact]
    public void A_committed_file_replaces_the_old_one()
    {
        var old = _folder.Write("result.json", "old");

        using (var files = new OutputFiles())
        {
            File.WriteAllText(files.Reserve(old, "--json", _problems)!, "new");
            Assert.Equal("old", File.ReadAllText(old));
            files.Commit();
        }

        Assert.Equal("new", File.ReadAllText(old));
        Assert.Equal(["result.json"], _folder.Names);
    }

    [Fact]
    public void A_discarded_file_is_not_committed()
    {
        using var files = new OutputFiles();
        files.Reserve(_folder.PathOf("whole.trace"), "--trace", _problems);
        files.Discard(files.Reserve(_folder.PathOf("half.trace"), "--trace", _problems)!);

        files.Commit();

        Assert.Equal(["whole.trace"], _folder.Names);
    }

    [Fact]
    public void A_link_is_written_through()
    {
        var target = _folder.Write("target.json", "old");
        File.CreateSymbolicLink(_folder.PathOf("link.json"), target);
        using var files = new OutputFiles();

        File.WriteAllText(files.Reserve(_folder.PathOf("link.json"), "--json", _problems)!, "new");
        files.Commit();

        Assert.Equal("new", File.ReadAllText(target));
        Assert.Equal(target, new FileInfo(_folder.PathOf("link.json")).LinkTarget);
    }

    [Fact]
    public void Two_outputs_cannot_be_one_file()
    {
        using var files = new OutputFiles();
        var path = _folder.PathOf("both");

        files.Reserve(path, "--json", _problems);
        var second = files.Reserve(_folder.PathOf("./both"), "--junit", _problems);

        Assert.Null(second);
        Assert.Equal([$"--junit: '{_folder.PathOf("./both")}' would be written twice; give each output a file of its own"], _problems);
    }

    [Theory]
    [InlineData("", "--json: the path is empty; name a file, for example --json result.json")]
    [InlineData("/dev/null", "--json: '/dev/null' is no ordinary file; name one, for example --json result.json")]
    [InlineData("/proc/self/fd/1", "--json: '/proc/self/fd/1' is no ordinary file; name one, for example --json result.json")]
    [InlineData("/tmp", "--json: '/tmp' is a folder; name a file, for example --json /tmp/result.json")]
    [InlineData("/no such/result.json", "--json: the folder of '/no such/result.json' does not exist; create it first, for example mkdir -p '/no such'")]
    [InlineData("scenarios.yaml", "--json: 'scenarios.yaml' would overwrite a scenario; name another file, for example --json result.json")]
    public void A_path_that_is_no_place_for_a_file_is_a_problem(string path, string problem)
    {
        using var files = new OutputFiles();

        // What a shell makes of /proc/self/fd/1 differs from process to process; the sentence does not.
        Assert.Null(files.Reserve(path, "--json", _problems));

        Assert.Equal([problem], _problems);
    }

    [Fact]
    public void A_place_that_cannot_be_written_to_is_a_problem()
    {
        using var files = new OutputFiles();

        // Nobody, not even root, makes files in /sys.
        Assert.Null(files.Reserve("/sys/result.json", "--json", _problems));

        Assert.StartsWith("--json: cannot write to '/sys/result.json': ", Assert.Single(_problems), StringComparison.Ordinal);
    }

    [Fact]
    public void No_path_is_no_file()
    {
        using var files = new OutputFiles();

        Assert.Null(files.Reserve(null, "--json", _problems));
        Assert.Empty(_problems);
    }
}
