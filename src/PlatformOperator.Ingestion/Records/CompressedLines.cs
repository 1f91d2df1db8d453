using System.IO.Compression;

namespace PlatformOperator.Ingestion.Records;

/// <summary>
/// Lines of an object to be. Some are gathered and then compressed together, so that an object costs little more memory than its compressed
/// form, and a small one no compressor before its end.
/// </summary>
internal sealed class CompressedLines : IDisposable
{
    private const int GatheredLength = 32 * 1024;

    private readonly PooledBuffer _compressed = new();
    private BufferStream? _sink;
    private GZipStream? _gzip;

    /// <summary>Where the next line is written, its end included.</summary>
    public PooledBuffer Open { get; } = new();

    /// <summary>To be called after lines were written.</summary>
    public void EndLine()
    {
        if (Open.Length >= GatheredLength)
            Compress();
    }

    /// <summary>All lines as gzip, valid until disposed. Nothing can be written any more.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        if (Open.Length > 0 || _sink is null)
            Compress();
        _gzip?.Dispose();
        _gzip = null;
        return _compressed.Written;
    }

    public void Dispose()
    {
        _gzip?.Dispose();
        _sink?.Dispose();
        Open.Dispose();
        _compressed.Dispose();
    }

    private void Compress()
    {
        _sink ??= new BufferStream(_compressed);
        _gzip ??= new GZipStream(_sink, CompressionLevel.Fastest, leaveOpen: true);
        _gzip.Write(Open.Written.Span);
        Open.Clear();
    }
}
