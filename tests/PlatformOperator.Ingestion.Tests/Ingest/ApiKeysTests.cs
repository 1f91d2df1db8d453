using Microsoft.Extensions.Logging.Abstractions;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Http;
using PlatformOperator.Testing;

namespace PlatformOperator.Ingestion.Tests.Ingest;

public sealed class ApiKeysTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("api-keys-").FullName;

    [Fact]
    public void Every_file_holds_a_valid_key()
    {
        File.WriteAllText(Path.Combine(_folder, "current"), "key-1\n");
        File.WriteAllText(Path.Combine(_folder, "next"), "  key-2");
        File.WriteAllText(Path.Combine(_folder, "empty"), "\n");
        using var keys = Keys();
        Assert.Equal(2, keys.Count);
        Assert.True(keys.IsValid("key-1"));
        Assert.True(keys.IsValid("key-2"));
        Assert.All(["", "key", "key-1\n", "key-11", "KEY-1"], wrong => Assert.False(keys.IsValid(wrong)));
    }

    [Fact]
    public void A_Secret_that_the_kubelet_swaps_is_read_again()
    {
        Publish("..2026_01", ("current", "old"));
        File.CreateSymbolicLink(Path.Combine(_folder, "current"), "..data/current");
        using var keys = Keys();
        Assert.True(keys.IsValid("old"));
        Publish("..2026_02", ("current", "new"));
        Assert.True(keys.IsValid("old"));
        _clock.Advance(ApiKeys.ReloadInterval);
        Assert.True(keys.IsValid("new"));
        Assert.False(keys.IsValid("old"));
    }

    [Fact]
    public void Keys_taken_away_are_void_and_a_folder_that_fails_changes_nothing()
    {
        File.WriteAllText(Path.Combine(_folder, "a"), "key-1");
        File.WriteAllText(Path.Combine(_folder, "b"), "key-2");
        using var keys = Keys();
        File.Delete(Path.Combine(_folder, "a"));
        _clock.Advance(ApiKeys.ReloadInterval);
        Assert.False(keys.IsValid("key-1"));
        Directory.Delete(_folder, recursive: true);
        _clock.Advance(ApiKeys.ReloadInterval);
        Assert.True(keys.IsValid("key-2"));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named() =>
        Assert.StartsWith(
            "/nowhere: ",
            Assert.Throws<ConfigurationException>(() => new ApiKeys("/nowhere", _clock, NullLogger<ApiKeys>.Instance)).Message,
            StringComparison.Ordinal);

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private ApiKeys Keys() => new(_folder, _clock, NullLogger<ApiKeys>.Instance);

    /// <summary>As the kubelet does: a new folder, and a link that points to it instead of the old one.</summary>
    private void Publish(string version, params (string Name, string Key)[] files)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, version)).FullName;
        foreach (var (name, key) in files)
            File.WriteAllText(Path.Combine(folder, name), key);
        var link = Path.Combine(_folder, "..data");
        if (Directory.Exists(link))
            Directory.Delete(link);
        Directory.CreateSymbolicLink(link, version);
    }
}
