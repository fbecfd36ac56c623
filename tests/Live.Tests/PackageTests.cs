using System.IO.Compression;
using System.Xml.Linq;

namespace SkewLab.Testing.Tests;

/// <summary>What a test project outside of the checkout gets.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("skewlab-pack-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("FakeIdp", "SkewLab.FakeIdp", "System.IdentityModel.Tokens.Jwt")]
    [InlineData("Live", "SkewLab.Testing", "Microsoft.AspNetCore.TestHost SkewLab.FakeIdp YamlDotNet")]
    public async Task It_packs_without_a_warning_with_library_documentation_symbols_and_what_it_needs(string room, string name, string needs)
    {
        using var package = await PackAsync(room, name);

        var files = package.Entries.Select(entry => entry.FullName).ToList();
        Assert.Contains($"lib/net10.0/{name}.dll", files);
        Assert.Contains($"lib/net10.0/{name}.xml", files);
        Assert.Equal(room == "Live", files.Contains("README.md"));
        Assert.True(File.Exists(Path.Combine(_folder.FullName, $"{name}.{Repository.Version}.snupkg")));
        var nuspec = XDocument.Load(package.GetEntry($"{name}.nuspec")!.Open());
        var dependencies = nuspec.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value);
        Assert.Equal(needs.Split(' '), dependencies.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_live_lab_brings_the_rooms_that_are_no_packages()
    {
        using var package = await PackAsync("Live", "SkewLab.Testing");

        Assert.Equal(
            ["SkewLab.ClientContract.dll", "SkewLab.Scenarios.dll", "SkewLab.Testing.dll", "SkewLab.VirtualTime.dll"],
            package.Entries.Where(entry => entry.FullName.EndsWith(".dll", StringComparison.Ordinal)).Select(entry => entry.Name)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_readmes_example_is_the_one_that_the_live_labs_page_shows() =>
        Assert.Contains(Repository.Read("src/Live/README.md").Split("```csharp")[1].Split("```")[0], Repository.Read("docs/live.md"), StringComparison.Ordinal);

    private async Task<ZipArchive> PackAsync(string room, string name)
    {
        var output = await Repository.DotnetAsync("pack", $"src/{room}", "--no-build", "-c", Repository.Configuration, "-o", _folder.FullName, "-tl:off");
        Assert.DoesNotContain("warning", output, StringComparison.OrdinalIgnoreCase);
        return await ZipFile.OpenReadAsync(Path.Combine(_folder.FullName, $"{name}.0.1.0.nupkg"));
    }
}
