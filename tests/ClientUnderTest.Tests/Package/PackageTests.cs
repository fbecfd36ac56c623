using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace SkewLab.Client.Tests.Package;

/// <summary>The package, made once of what was built.</summary>
public sealed class Packed : IAsyncLifetime
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("skewlab-pack-").FullName;

    public string Output { get; private set; } = "";

    public async Task InitializeAsync() =>
        Output = await Repository.DotnetAsync("pack", "src/ClientUnderTest", "--no-build", "-c", Repository.Configuration, "-o", Folder, "-tl:off");

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }
}

public class PackageTests(Packed packed) : IClassFixture<Packed>
{
    [Fact]
    public void It_packs_without_a_warning_and_brings_library_documentation_and_readme()
    {
        using var package = ZipFile.OpenRead(Path.Combine(packed.Folder, $"SkewLab.Client.{Repository.Version}.nupkg"));

        Assert.DoesNotContain("warning", packed.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(
            ["README.md", "SkewLab.Client.nuspec", "lib/net10.0/SkewLab.Client.dll", "lib/net10.0/SkewLab.Client.xml"],
            package.Entries.Select(entry => entry.FullName).Where(name => !name.StartsWith("_rels", StringComparison.Ordinal)
                && !name.StartsWith("package/", StringComparison.Ordinal) && !name.StartsWith('[')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Its_metadata_says_what_it_is_and_what_it_needs()
    {
        using var package = ZipFile.OpenRead(Path.Combine(packed.Folder, $"SkewLab.Client.{Repository.Version}.nupkg"));
        var nuspec = XDocument.Load(package.GetEntry("SkewLab.Client.nuspec")!.Open()).Root!;
        string? Value(string name) => nuspec.Descendants().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

        Assert.Equal("SkewLab.Client", Value("id"));
        Assert.Equal("MIT", Value("license"));
        Assert.Equal("README.md", Value("readme"));
        Assert.NotEmpty(Value("description")!);
        Assert.NotEmpty(Value("tags")!);
        Assert.Equal(
            ["Microsoft.Extensions.Http", "Microsoft.Extensions.Logging.Abstractions"],
            nuspec.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => element.Attribute("id")!.Value));
    }

    [Fact]
    public void Its_symbols_match_the_library()
    {
        using var package = ZipFile.OpenRead(Path.Combine(packed.Folder, $"SkewLab.Client.{Repository.Version}.nupkg"));
        using var symbols = ZipFile.OpenRead(Path.Combine(packed.Folder, $"SkewLab.Client.{Repository.Version}.snupkg"));
        using var library = new PEReader(Copy(package, "lib/net10.0/SkewLab.Client.dll"));
        using var pdb = MetadataReaderProvider.FromPortablePdbStream(Copy(symbols, "lib/net10.0/SkewLab.Client.pdb"));

        var entries = library.ReadDebugDirectory();
        var wanted = library.ReadCodeViewDebugDirectoryData(entries.First(entry => entry.Type == DebugDirectoryEntryType.CodeView)).Guid;
        var found = new BlobContentId(pdb.GetMetadataReader().DebugMetadataHeader!.Id).Guid;
        Assert.Equal(wanted, found);

        // The compiler marks a build that depends on nothing but its input.
        Assert.Contains(entries, entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    }

    [Fact]
    public void It_says_that_it_may_be_trimmed_and_compiled_ahead_of_time()
    {
        var metadata = typeof(SkewAwareHandler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(
            entry => entry.Key, entry => entry.Value);

        Assert.Equal("True", metadata["IsTrimmable"]);
        Assert.Equal("True", metadata["IsAotCompatible"]);
    }

    private static MemoryStream Copy(ZipArchive archive, string name)
    {
        var copy = new MemoryStream();
        using (var entry = archive.GetEntry(name)!.Open())
            entry.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }
}
