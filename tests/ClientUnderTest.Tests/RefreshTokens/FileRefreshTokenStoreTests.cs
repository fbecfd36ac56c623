namespace SkewLab.Client.Tests.RefreshTokens;

public sealed class FileRefreshTokenStoreTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("skewlab-client-");
    private readonly ManualTime _time = new();

    private string FileName => Path.Combine(_folder.FullName, "refresh-token.json");

    [Fact]
    public async Task What_one_store_writes_another_reads()
    {
        Assert.Null(await Store().ReadAsync(default));

        await Store().WriteAsync("the \"first\" tökén", default);
        await Store().WriteAsync("the second", default);

        Assert.Equal("the second", await Store().ReadAsync(default));
        Assert.Equal("{\"skewLabRefreshToken\":1,\"refreshToken\":\"the second\"}", await File.ReadAllTextAsync(FileName));
        Assert.Equal([FileName], Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public async Task The_file_and_its_lock_are_for_their_owner_only()
    {
        if (OperatingSystem.IsWindows())
            return;
        await File.WriteAllTextAsync(FileName, "{\"skewLabRefreshToken\":1,\"refreshToken\":\"seed\"}");
        File.SetUnixFileMode(FileName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        await using var use = await Store().LockAsync(default);
        await Store().WriteAsync("token", default);

        foreach (var file in Directory.GetFiles(_folder.FullName))
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Theory]
    [InlineData("")]
    [InlineData("secret-token-0001")]
    [InlineData("{\"skewLabRefreshToken\":1,\"refreshToken\":\"secret-tok")]
    [InlineData("{\"skewLabRefreshToken\":2,\"refreshToken\":\"secret-token-0001\"}")]
    [InlineData("{\"skewLabRefreshToken\":\"1\",\"refreshToken\":\"secret-token-0001\"}")]
    [InlineData("{\"refreshToken\":\"secret-token-0001\"}")]
    [InlineData("{\"skewLabRefreshToken\":1}")]
    [InlineData("{\"skewLabRefreshToken\":1,\"refreshToken\":\"\"}")]
    [InlineData("{\"skewLabRefreshToken\":1,\"refreshToken\":\"\\ud800\"}")]
    [InlineData("[1]")]
    public async Task A_broken_or_foreign_file_is_refused_without_its_content_and_kept(string content)
    {
        await File.WriteAllTextAsync(FileName, content);

        var reading = await Assert.ThrowsAsync<InvalidDataException>(() => Store().ReadAsync(default).AsTask());
        var writing = await Assert.ThrowsAsync<InvalidDataException>(() => Store().WriteAsync("new", default).AsTask());

        Assert.Equal($"'{FileName}' is no refresh token file of version 1; it is left as it is. Name another file, or move this one away.", reading.Message);
        Assert.Equal(reading.Message, writing.Message);
        Assert.DoesNotContain("secret", reading.ToString(), StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllTextAsync(FileName));
        Assert.Equal([FileName], Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public async Task A_file_of_256_KiB_is_read_and_one_of_a_byte_more_is_not()
    {
        var content = "{\"skewLabRefreshToken\":1,\"refreshToken\":\"token\"}".PadRight(256 * 1024);
        await File.WriteAllTextAsync(FileName, content);
        Assert.Equal("token", await Store().ReadAsync(default));

        await File.WriteAllTextAsync(FileName, content + ' ');

        await Assert.ThrowsAsync<InvalidDataException>(() => Store().ReadAsync(default).AsTask());
    }

    [Fact]
    public async Task A_write_that_fails_leaves_no_draft_behind()
    {
        var store = Store();
        Directory.CreateDirectory(FileName);

        await Assert.ThrowsAnyAsync<SystemException>(() => store.WriteAsync("token", default).AsTask());

        Assert.Empty(Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public async Task What_makes_no_store_and_no_token_is_refused()
    {
        Assert.Throws<ArgumentException>("path", () => new FileRefreshTokenStore("", _time));
        Assert.Throws<ArgumentNullException>("time", () => new FileRefreshTokenStore(FileName, null!));
        Assert.Throws<ArgumentException>("path", () => new FileRefreshTokenStore(FileName + Path.DirectorySeparatorChar, _time));
        await Assert.ThrowsAsync<ArgumentException>("refreshToken", () => Store().WriteAsync("", default).AsTask());
        await Assert.ThrowsAsync<ArgumentException>("refreshToken", () => new InMemoryRefreshTokenStore().WriteAsync("", default).AsTask());
        Assert.Empty(Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public async Task A_use_that_is_ended_twice_lets_one_other_in()
    {
        var store = new InMemoryRefreshTokenStore("token");
        var first = await store.LockAsync(default);

        await first.DisposeAsync();
        await first.DisposeAsync();

        await using var second = await store.LockAsync(default);
        Assert.False(store.LockAsync(default).AsTask().IsCompleted);
    }

    [Fact]
    public async Task One_use_at_a_time_and_the_next_one_begins_within_a_poll()
    {
        var first = await Store().LockAsync(default);
        var second = Store().LockAsync(default).AsTask();
        Assert.False(second.IsCompleted);

        await first.DisposeAsync();
        await (await _time.DriveAsync(second)).DisposeAsync();
    }

    [Fact]
    public async Task The_lock_of_another_program_is_waited_for_and_tried_again_every_fifty_milliseconds()
    {
        // The system locks for a handle, so one that no store opened stands for another process.
        var theirs = Hold();
        var waiting = Store().LockAsync(default).AsTask();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await _time.ArmedAsync();
            Assert.False(waiting.IsCompleted);
            _time.Advance(TimeSpan.FromMilliseconds(50));
        }

        await _time.ArmedAsync();
        await theirs.DisposeAsync();
        _time.Advance(TimeSpan.FromMilliseconds(50));

        await using var ours = await waiting;
        Assert.Throws<IOException>(Hold);
    }

    [Fact]
    public async Task A_lock_file_that_a_dead_process_left_is_no_obstacle_and_a_lock_let_go_leaves_the_file_for_the_next()
    {
        await File.WriteAllTextAsync(FileName + ".lock", "left behind");

        await (await Store().LockAsync(default)).DisposeAsync();

        Assert.True(File.Exists(FileName + ".lock"));
        await Hold().DisposeAsync();
    }

    [Fact]
    public async Task Who_has_given_up_already_is_not_given_a_free_lock()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store().LockAsync(new CancellationToken(canceled: true)).AsTask());

        await Hold().DisposeAsync();
    }

    [Fact]
    public async Task Who_waits_for_the_lock_may_give_up()
    {
        await using var held = await Store().LockAsync(default);
        using var cancellation = new CancellationTokenSource();
        var waiting = Store().LockAsync(cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_draft_that_a_dead_process_left_is_no_obstacle_and_is_not_read()
    {
        await Store().WriteAsync("old", default);
        await File.WriteAllTextAsync($"{FileName}.left.tmp", "{\"skewLabRefreshToken\":1,\"refr");

        Assert.Equal("old", await Store().ReadAsync(default));
        await Store().WriteAsync("new", default);

        Assert.Equal("new", await Store().ReadAsync(default));
    }

    [Fact]
    public async Task Those_who_write_without_a_lock_leave_one_whole_token_and_no_draft()
    {
        var store = Store();

        await Parallel.ForAsync(0, 200, async (number, cancellation) => await store.WriteAsync($"token-{number}", cancellation));

        Assert.StartsWith("token-", await store.ReadAsync(default), StringComparison.Ordinal);
        Assert.Equal([FileName], Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public async Task A_lock_that_no_waiting_would_bring_is_an_error_at_once()
    {
        var store = new FileRefreshTokenStore(Path.Combine(_folder.FullName, new string('x', 300)), _time);

        await Assert.ThrowsAnyAsync<IOException>(() => store.LockAsync(default).AsTask());
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_an_error_and_not_waited_for()
    {
        var store = new FileRefreshTokenStore(Path.Combine(_folder.FullName, "absent", "token.json"), _time);

        await Assert.ThrowsAsync<DirectoryNotFoundException>(() => store.LockAsync(default).AsTask());
    }

    [Fact]
    public void A_folder_is_no_file()
    {
        var refused = Assert.Throws<ArgumentException>(() => new FileRefreshTokenStore(_folder.FullName, _time));

        Assert.StartsWith($"A refresh token is kept in a file; '{_folder.FullName}' names a folder.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stores_print_their_place_and_no_token()
    {
        await Store().WriteAsync("secret-token-0001", default);

        Assert.Equal($"refresh token store at {FileName}", Store().ToString());
        Assert.Equal("refresh token store in memory", new InMemoryRefreshTokenStore("secret-token-0001").ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private FileRefreshTokenStore Store() => new(FileName, _time);

    private FileStream Hold() => new(FileName + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
}
