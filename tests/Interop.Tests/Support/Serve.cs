using System.Diagnostics;
using System.Text.Json;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace SkewLab.Interop.Tests;

/// <summary>One <c>skewlab serve</c> for all tests; each makes a world of its own in it.</summary>
public sealed class Serve : IAsyncLifetime, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("skewlab interop-");
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private Process? _process;
    private Uri? _url;
    private Uri? _httpsUrl;

    public async Task InitializeAsync()
    {
        var file = Path.Combine(_folder.FullName, "urls.json");
        _process = Client.Start(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "skewlab.dll"),
                "serve",
                "--port",
                "0",
                "--https-port",
                "0",
                "--certificate-file",
                Client.Certificate,
                "--quiet",
                "--urls-file",
                file,
            ]);
        // The greeting is written once it listens, after the file.
        if (await _process.StandardOutput.ReadLineAsync() is null)
            Assert.Fail($"serve did not start: {await _process.StandardError.ReadToEndAsync()}");
        var urls = JsonElement.Parse(await File.ReadAllTextAsync(file));
        _url = new(urls.GetProperty("url").GetString()!);
        _httpsUrl = new(urls.GetProperty("https").GetString()!);
    }

    public async Task DisposeAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        _process?.Dispose();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Makes a world.</summary>
    internal async Task<World> NewWorldAsync()
    {
        var made = await World.SendAsync(_http, HttpMethod.Post, new Uri(_url!, "_skewlab/worlds"), null);
        var url = made.GetProperty("baseUrl").GetString()!;
        return new(_http, url, new Uri(_httpsUrl!, new Uri(url).AbsolutePath).ToString());
    }
}

/// <summary>The tests that share the lab.</summary>
[CollectionDefinition(Name)]
public sealed class Labs : ICollectionFixture<Serve>
{
    public const string Name = "labs";
}
