using System.IO.Compression;

namespace PlatformOperator.Ingestion.Aggregates;

/// <summary>Reads gzip'd lines one at a time, however many there are.</summary>
internal static class GzipLines
{
    private const int InitialLength = 16 * 1024;

    /// <summary>Each line without its end, valid until the next one is asked for.</summary>
    /// <exception cref="InvalidDataException">It is no gzip, or ends within a line.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Read(byte[] gzip)
    {
        using var stream = new GZipStream(new MemoryStream(gzip, writable: false), CompressionMode.Decompress);
        var buffer = new byte[InitialLength];
        var (start, end) = (0, 0);
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                yield return buffer.AsMemory(start, length);
                start += length + 1;
                continue;
            }
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
            if (end == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            var read = stream.Read(buffer, end, buffer.Length - end);
            if (read == 0)
                break;
            end += read;
        }
        if (end > 0)
            throw new InvalidDataException("the last line has no end");
    }
}
