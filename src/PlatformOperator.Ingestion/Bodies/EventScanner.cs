using System.Buffers;
using System.Text;
using System.Text.Json;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Bodies;

/// <summary>A JSON value at the front of some bytes: how long it is, whether it is an object, and the bucket of its key, or else of its id.</summary>
internal readonly record struct ScannedValue(int Length, bool IsObject, int? Bucket);

/// <summary>
/// Checks one JSON value and finds the bucket of its key in the same pass. An event without key goes by its id, so that it meets its like
/// when it is sent again.
/// </summary>
internal sealed class EventScanner(string? keyField, string? idField)
{
    private const int MaxDepth = 64;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = MaxDepth, AllowMultipleValues = true };

    private readonly byte[]? _key = keyField is null ? null : Encoding.UTF8.GetBytes(keyField);
    private readonly byte[]? _id = idField is null ? null : Encoding.UTF8.GetBytes(idField);

    /// <summary>False if the value is not complete and more bytes may follow.</summary>
    /// <exception cref="JsonException">The bytes are no JSON, or nested deeper than 64.</exception>
    public bool TryScan(ReadOnlySpan<byte> json, bool isFinal, out ScannedValue value)
    {
        value = default;
        var reader = new Utf8JsonReader(json, isFinal, new JsonReaderState(Options));
        if (!reader.Read())
            return false;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            if (!reader.TrySkip())
                return false;
            value = new ScannedValue((int)reader.BytesConsumed, IsObject: false, Bucket: null);
            return true;
        }
        int? key = null;
        int? id = null;
        while (reader.Read())
        {
            if (reader.CurrentDepth == 0)
            {
                value = new ScannedValue((int)reader.BytesConsumed, IsObject: true, key ?? id);
                return true;
            }
            if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName)
                continue;
            var isKey = _key is not null && JsonNames.Is(reader, _key);
            var isId = _id is not null && JsonNames.Is(reader, _id);
            if (!isKey && !isId)
                continue;
            if (!reader.Read())
                return false;
            var bucket = Bucket(ref reader);
            key = isKey ? bucket : key;
            id = isId ? bucket : id;
        }
        return false;
    }

    private static int? Bucket(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.Null or JsonTokenType.StartObject or JsonTokenType.StartArray)
            return null;
        return reader.ValueIsEscaped ? Unescaped(ref reader) : KeyBuckets.Of(reader.ValueSpan);
    }

    /// <summary>"a" and "\u0061" are one key.</summary>
    private static int Unescaped(ref Utf8JsonReader reader)
    {
        var scratch = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            return KeyBuckets.Of(scratch.AsSpan(0, reader.CopyString(scratch)));
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: no text, but an event all the same; the schema check will say so.
            return KeyBuckets.Of(reader.ValueSpan);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }
}
