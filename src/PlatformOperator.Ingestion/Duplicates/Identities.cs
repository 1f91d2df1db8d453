using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Transform;

namespace PlatformOperator.Ingestion.Duplicates;

/// <summary>
/// Who a record, an event or a refused line is, as a 128-bit hash. The hash is not keyed: who may send events to a pipeline needs no
/// collision to spoil its data. It is never stored, so that another one may take its place with any version of the program.
/// </summary>
/// <param name="idField">The schema's <c>id</c>, if it names one.</param>
internal sealed class Identities(string? idField)
{
    private const long RecordSeed = 0;
    private const long IdSeed = 1;
    private const long EventSeed = 2;
    private const long RefusedSeed = 3;

    private readonly byte[]? _idField = idField is null ? null : Encoding.UTF8.GetBytes(idField);
    private readonly FieldText _text = new();

    public static UInt128 OfRecord(Guid id)
    {
        Span<byte> bytes = stackalloc byte[PackedRecord.IdLength];
        id.TryWriteBytes(bytes);
        return XxHash128.HashToUInt128(bytes, RecordSeed);
    }

    /// <summary>
    /// The identity of the reader's entry: the event's own id, else the request's key with the place in the request. Null: it has none.
    /// </summary>
    public UInt128? Of(scoped in PackedRecordReader entry)
    {
        if (_idField is not null && entry.Kind == EntryKind.Event && TryFindId(entry.Content, out var id))
            return XxHash128.HashToUInt128(id, IdSeed);
        if (entry.RequestKey.IsEmpty)
            return null;
        return XxHash128.HashToUInt128(entry.RequestKey, ((long)entry.Number << 8) | (entry.Kind == EntryKind.Event ? EventSeed : RefusedSeed));
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
