using System.Text;

namespace PlatformOperator.Ingestion.Tests.Ingest;

/// <summary>
/// Bodies that begin as good ones and are then bent: bytes flipped, cut, doubled, and spiced with what parsers stumble over. A seed gives the same
/// body always.
/// </summary>
internal sealed class HostileBodies(int seed)
{
    private static readonly byte[][] Spices =
    [
        "\\ud800"u8.ToArray(), "\"\\ud800\":1,"u8.ToArray(), [0xff], [0xc3], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0], [0xef, 0xbb, 0xbf],
        "\""u8.ToArray(), "\"\""u8.ToArray(), "\r"u8.ToArray(), "\n"u8.ToArray(),
        "{"u8.ToArray(), "}"u8.ToArray(), "["u8.ToArray(), "]"u8.ToArray(), ","u8.ToArray(), "1e999"u8.ToArray(), "-0"u8.ToArray(), "00"u8.ToArray(),
        "NaN"u8.ToArray(), "null"u8.ToArray(), "/**/"u8.ToArray(), "\\"u8.ToArray(),
        "\"sensor\":{\"a\":[]},"u8.ToArray(), "\"s\\u0065nsor\":\"\\ud83d\\ude00\","u8.ToArray(), [.. Enumerable.Repeat((byte)'[', 70)],
        [.. Enumerable.Repeat((byte)'9', 400)], [.. Enumerable.Repeat((byte)',', 1100)],
    ];

    private static readonly string[] Values =
        [
            "1", "-2.5e-3", "null", "true", "\"a\"", "\"\\u0061\\n\"", "\"\u00e4\\\"\"", "[1,{\"x\":2}]", "{}", "\"2026-05-01T00:00:00Z\"",
            "1777593600", "\"yesterday\"", "9999999999999999999999", "1e400", "\"\\ud83d\\ude00\"",
        ];

    private static readonly string[] Names = ["sensor", "timestamp", "value", "count", "ok", "id", "s\\u0065nsor", "other"];

    private readonly Random _random = new(seed);

    public byte[] Next(string format)
    {
        var body = Encoding.UTF8.GetBytes(format switch
        {
            "json" => _random.Next(4) == 0 ? Event() : $"[{string.Join(Pick([",", " , ", ",\n"]), Events())}]",
            "ndjson" => string.Join(Pick(["\n", "\r\n", "\n\n"]), Events()),
            _ => $"sensor,timestamp,value,other\n{string.Join('\n', Enumerable.Range(0, _random.Next(8)).Select(_ => Row()))}",
        });
        for (var bends = _random.Next(5); bends > 0; bends--)
            body = Bend(body);
        return body;
    }

    /// <summary>As a connection would deliver them: in pieces of any length.</summary>
    public Stream InPieces(byte[] body) => new Pieces(body, _random);

    public byte[] Bend(byte[] body)
    {
        var (at, length) = (_random.Next(body.Length + 1), _random.Next(12));
        var end = Math.Min(body.Length, at + length);
        return _random.Next(5) switch
        {
            0 when body.Length > 0 => [.. body[..Math.Min(at, body.Length - 1)], (byte)_random.Next(256), .. body[Math.Min(at + 1, body.Length)..]],
            1 => [.. body[..at], .. body[end..]],
            2 => body[..at],
            3 => [.. body[..end], .. body[at..]],
            _ => [.. body[..at], .. Spices[_random.Next(Spices.Length)], .. body[at..]],
        };
    }

    private IEnumerable<string> Events() => Enumerable.Range(0, _random.Next(8)).Select(_ => Event());

    private string Event() => $"{{{string.Join(',', Enumerable.Range(0, _random.Next(6)).Select(_ => $"\"{Pick(Names)}\":{Pick(Values)}"))}}}";

    private string Row() =>
        string.Join(
            ',', Enumerable.Range(0, 4).Select(_ => Pick(["a", "", "1.5", " 7 ", "\"q,\"\"\n\"", "+5", ".5", "true", "2026-05-01", "\u00e4", "1e400"])));

    private string Pick(string[] among) => among[_random.Next(among.Length)];

    private sealed class Pieces(byte[] body, Random random) : MemoryStream(body)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, random.Next(1, 40))]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));
    }
}
