using System.IO.Compression;
using System.Xml.Linq;

namespace SkewLab.Testing.Tests;

/// <summary>What a test project outside of the checkout gets.</summary>
public sealed class PackageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("skewlab-pack-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("FakeIdp", "System.IdentityModel.Tokens.Jwt")]
    [InlineData("Testing", "Microsoft.AspNetCore.TestHost SkewLab.FakeIdp")]
    public async Task It_packs_without_a_warning_with_library_documentation_symbols_and_what_it_needs(string room, string needs)
    {
        var output = await Repository.DotnetAsync("pack", $"src/{room}", "--no-build", "-c", Repository.Configuration, "-o", _folder.FullName, "-tl:off");

        Assert.DoesNotContain("warning", output, StringComparison.OrdinalIgnoreCase);
        using var package = ZipFile.OpenRead(Path.Combine(_folder.FullName, $"SkewLab.{room}.{Repository.Version}.nupkg"));
        var files = package.Entries.Select(entry => entry.FullName).ToList();
        Assert.Contains($"lib/net10.0/SkewLab.{room}.dll", files);
        Assert.Contains($"lib/net10.0/SkewLab.{room}.xml", files);
        Assert.Equal(room == "Testing", files.Contains("README.md"));
        Assert.True(File.Exists(Path.Combine(_folder.FullName, $"SkewLab.{room}.{Repository.Version}.snupkg")));
        var nuspec = XDocument.Load(package.GetEntry($"SkewLab.{room}.nuspec")!.Open());
        Assert.Equal(needs.Split(' '), nuspec.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_readmes_example_is_the_one_that_the_live_labs_page_shows() =>
        Assert.Contains(Repository.Read("src/Live/README.md").Split("```csharp")[1].Split("```")[0], Repository.Read("docs/live.md"), StringComparison.Ordinal);
}
