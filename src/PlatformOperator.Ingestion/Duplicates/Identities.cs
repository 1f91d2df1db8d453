using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Transform;

namespace PlatformOperator.Ingestion.Duplicates;

/// <summary>
/// Tells who a record, an event or a refused line is, by 128-bit hashes. The hash is not keyed: who may send events to a pipeline needs no
/// collision to spoil its data. It is never stored, so that another one may take its place with any version of the program.
/// </summary>
/// <param name="idField">The schema's <c>id</c>, if it names one.</param>
internal sealed class Identities(string? idField)
{
    private const long RecordSeed = 0;
    private const long IdSeed = 1;
    private const long RequestSeed = 2;

    /// <summary>Odd, so that no two places of a request have one identity, and without a pattern in its bits, so that they lie far apart in a set.</summary>
    private const ulong Stride = 0x9e3779b97f4a7c15;

    private readonly byte[]? _idField = idField is null ? null : Encoding.UTF8.GetBytes(idField);
    private readonly FieldText _text = new();
    private int _request;
    private UInt128 _ofRequest;

    /// <summary>Goes into a record; answers its identity.</summary>
    public Identity OfRecord(Guid id)
    {
        _request = 0;
        Span<byte> bytes = stackalloc byte[PackedRecord.IdLength];
        id.TryWriteBytes(bytes);
        return new Identity(XxHash128.HashToUInt128(bytes, RecordSeed));
    }

    /// <summary>
    /// The identity of the reader's entry: the event's own id, else the request's key with the place in the request. False if it has none.
    /// </summary>
    public bool TryFind(scoped in PackedRecordReader entry, out Identity identity)
    {
        identity = default;
        if (_idField is not null && entry.Kind == EntryKind.Event && TryFindId(entry.Content, out var id))
        {
            identity = new Identity(XxHash128.HashToUInt128(id, IdSeed));
            return true;
        }
        if (entry.RequestKey.IsEmpty)
            return false;
        if (entry.Request != _request)
            (_request, _ofRequest) = (entry.Request, XxHash128.HashToUInt128(entry.RequestKey, RequestSeed));
        var neighbours = ((ulong)entry.Number >> 6 << 1) | (entry.Kind == EntryKind.Event ? 0u : 1u);
        identity = new Identity(_ofRequest + new UInt128(0, neighbours * Stride), 1UL << (entry.Number & 63));
        return true;
    }

    /// <summary>
    /// The text of the first field of that name, read from the event as it came: neither faults of the event nor transformations matter.
    /// </summary>
    private bool TryFindId(ReadOnlySpan<byte> json, out ReadOnlySpan<byte> id)
    {
        id = default;
        var reader = new Utf8JsonReader(json);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var found = JsonNames.Is(reader, _idField);
                reader.Read();
                if (found)
                    return TryRead(ref reader, out id);
                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // No event of ingest's; it will be found invalid.
        }
        return false;
    }

    private bool TryRead(scoped ref Utf8JsonReader reader, out ReadOnlySpan<byte> id)
    {
        id = default;
        if (reader.TokenType is JsonTokenType.Null or JsonTokenType.StartObject or JsonTokenType.StartArray)
            return false;
        if (reader.TokenType == JsonTokenType.String)
            return _text.TryRead(ref reader, out id);
        id = reader.ValueSpan;
        return true;
    }
}
