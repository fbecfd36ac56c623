using System.Diagnostics;

namespace SkewLab.Interop.Tests;

/// <summary>install.sh among programs that only pretend: it installs once, says what it cannot, and fails where an installation does.</summary>
public sealed class InstallScriptTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("skewlab install-");

    public InstallScriptTests()
    {
        _folder.CreateSubdirectory("bin");
        _folder.CreateSubdirectory("clients");
        File.Copy(Client.PathOf("..", "install.sh"), PathOf("install.sh"));
        File.Copy(Client.PathOf("package-lock.json"), PathOf("clients", "package-lock.json"));
        foreach (var tool in new[] { "dirname", "cmp", "cp", "mkdir" })
            Pretend(tool, $"exec /usr/bin/env PATH=/usr/bin:/bin {tool} \"$@\"");
        Pretend("node", "exit 0");
        Pretend("npm", "mkdir -p node_modules; echo \"npm $*\"");
        Pretend("faketime", "exit 0");
        Pretend("apt-get", "echo \"apt-get $1\"");
        Pretend("id", "echo 0");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_is_installed_is_not_installed_again()
    {
        var first = Run();
        var second = Run();

        Assert.Contains("npm ci\n", first.Output, StringComparison.Ordinal);
        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.StartsWith("npm: installed already.\n", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_file_that_changed_is_installed_anew()
    {
        Run();
        File.AppendAllText(PathOf("clients", "package-lock.json"), "\n");

        Assert.Contains("npm ci\n", Run().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("node", true)]
    [InlineData("node", false)]
    [InlineData("npm", true)]
    public void Without_Node_or_with_an_old_one_it_says_what_will_be_skipped_and_is_no_failure(string program, bool isGone)
    {
        if (isGone)
            File.Delete(PathOf("bin", program));
        else
            Pretend(program, "exit 1");

        var run = Run();

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith(
            "Node.js 20 or later or its npm is not there: the tests of purecloud-platform-client-v2, openid-client and jose will be skipped. Install them and "
                + "run this again.\n",
            run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Packages_of_Debian_are_installed_after_an_update_where_that_is_what_it_takes()
    {
        File.Delete(PathOf("bin", "faketime"));
        Pretend("apt-get", """echo "apt-get $*"; [ "$1" = update ] && exec touch updated; [ -e updated ]""");
        Pretend("touch", "exec /usr/bin/env PATH=/usr/bin:/bin touch \"$@\"");

        var run = Run();

        Assert.Equal(0, run.ExitCode);
        var lines = run.Output.Split('\n').Where(line => line.StartsWith("apt-get", StringComparison.Ordinal)).ToList();
        Assert.StartsWith("apt-get install -y --no-install-recommends ", lines[0], StringComparison.Ordinal);
        Assert.Equal([lines[0], "apt-get update", lines[0]], lines);
        Assert.EndsWith(" faketime", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_is_not_root_is_told_what_is_missing()
    {
        File.Delete(PathOf("bin", "faketime"));
        Pretend("id", "echo 1000");

        var run = Run();

        Assert.Equal(0, run.ExitCode);
        Assert.EndsWith("faketime: the tests that need them will be skipped. Install them and run this again.\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("npm", "npm ci failed.\n")]
    [InlineData("apt-get", "faketime failed.\n")]
    public void An_installation_that_fails_is_a_failure(string program, string error)
    {
        File.Delete(PathOf("bin", "faketime"));
        Pretend(program, "exit 1");

        var run = Run();

        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith(error, run.Error, StringComparison.Ordinal);
    }

    private string PathOf(params string[] parts) => Path.Combine([_folder.FullName, .. parts]);

    private void Pretend(string program, string script)
    {
        var file = PathOf("bin", program);
        File.WriteAllText(file, $"#!/bin/bash\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private (int ExitCode, string Output, string Error) Run()
    {
        var start = new ProcessStartInfo("/bin/bash", [PathOf("install.sh")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = PathOf("bin");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
