using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using PlatformOperator.Ingestion.Configuration;

namespace PlatformOperator.Ingestion.Http;

/// <summary>
/// The valid API keys: one per file of a mounted Secret. The folder is read again every few seconds, because the kubelet swaps it by a
/// symbolic link, which file watchers miss. Only hashes are kept.
/// </summary>
internal sealed class ApiKeys : IDisposable
{
    public static readonly TimeSpan ReloadInterval = TimeSpan.FromSeconds(5);

    private const int MaxKeys = 100;
    private const int MaxKeyLength = 4096;

    private readonly string _folder;
    private readonly ILogger _log;
    private readonly ITimer _timer;
    private volatile byte[][] _hashes;

    /// <exception cref="ConfigurationException">The folder cannot be read.</exception>
    public ApiKeys(string folder, TimeProvider time, ILogger<ApiKeys> log)
    {
        (_folder, _log) = (folder, log);
        try
        {
            _hashes = Load();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{folder}: the API keys cannot be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
        _timer = time.CreateTimer(static state => ((ApiKeys)state!).Reload(), this, ReloadInterval, ReloadInterval);
    }

    public int Count => _hashes.Length;

    /// <summary>Takes the same time whichever key it is and however much of it is right.</summary>
    public bool IsValid(string presented)
    {
        var hash = Hash(Encoding.UTF8.GetBytes(presented));
        var found = false;
        foreach (var valid in _hashes)
            found |= CryptographicOperations.FixedTimeEquals(valid, hash);
        return found;
    }

    public void Dispose() => _timer.Dispose();

    private void Reload()
    {
        try
        {
            var hashes = Load();
            if (hashes.Length == _hashes.Length && hashes.Zip(_hashes).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second)))
                return;
            _hashes = hashes;
            _log.LogInformation("API keys changed; {Count} are valid now", hashes.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A swap under way; the keys of before hold until the next look.
            _log.LogWarning("API keys cannot be read, the former ones stay valid: {Reason}", e.Message);
        }
    }

    /// <summary>Names with two dots in front are the kubelet's own folders behind the links.</summary>
    private byte[][] Load()
    {
        var hashes = new List<byte[]>();
        foreach (var path in Directory.EnumerateFiles(_folder).Order(StringComparer.Ordinal).Take(MaxKeys))
        {
            if (Path.GetFileName(path).StartsWith("..", StringComparison.Ordinal))
                continue;
            using var file = File.OpenRead(path);
            var content = new byte[MaxKeyLength];
            var key = content.AsSpan(0, file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)).Trim(" \t\r\n"u8);
            if (!key.IsEmpty)
                hashes.Add(Hash(key));
        }
        return [.. hashes];
    }

    private static byte[] Hash(ReadOnlySpan<byte> key) => SHA256.HashData(key);
}
