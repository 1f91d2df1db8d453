using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Aggregates;

/// <summary>
/// Partial rows as NDJSON:
/// <c>{"window":"2013-07-04T00:00:00Z","group":["hall-1"],"events":3,"fields":{"value":{"count":3,"sum":63.5,"min":20,"max":22.1}}}</c>.
/// A field without values is left out, and of one that is not numeric only the count is there.
/// </summary>
internal static class PartialLines
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static void Write(AggregatePlan plan, IEnumerable<PartialRow> rows, CompressedLines target)
    {
        using var line = new Utf8JsonWriter(target.Open, Options);
        foreach (var row in rows)
        {
            line.WriteStartObject();
            line.WriteString("window"u8, new DateTime(row.Window, DateTimeKind.Utc));
            line.WritePropertyName("group"u8);
            line.WriteRawValue(row.Group.Span, skipInputValidation: true);
            line.WriteNumber("events"u8, row.Events);
            line.WriteStartObject("fields"u8);
            for (var i = 0; i < plan.Fields.Length; i++)
                WriteField(line, plan.Fields[i], row.Fields.Span[i]);
            line.WriteEndObject();
            line.WriteEndObject();
            line.Flush();
            line.Reset();
            target.Open.WriteByte((byte)'\n');
            target.EndLine();
        }
    }

    /// <summary>The row of one line, which must be one of the plan's definition.</summary>
    /// <exception cref="JsonException">It is not.</exception>
    public static PartialRow Read(AggregatePlan plan, ReadOnlySpan<byte> line)
    {
        var read = JsonSerializer.Deserialize(line, PartialLineContext.Default.PartialLine)
            ?? throw new JsonException("A partial row must be an object, not null.");
        if (read.Group.ValueKind != JsonValueKind.Array || read.Group.GetArrayLength() != plan.By.Length)
            throw new JsonException($"group: must be an array of {plan.By.Length} values.");
        var group = JsonMarshal.GetRawUtf8Value(read.Group);
        var key = new byte[PartialRow.WindowLength + group.Length];
        BinaryPrimitives.WriteInt64BigEndian(key, read.Window.Ticks);
        group.CopyTo(key.AsSpan(PartialRow.WindowLength));
        var fields = new FieldPartial[plan.Fields.Length];
        foreach (var (name, field) in read.Fields)
        {
            var index = Array.FindIndex(plan.Fields, planned => planned.Name == name);
            if (index < 0)
                throw new JsonException($"fields.{name}: the aggregate has no such field.");
            fields[index] = new FieldPartial { Count = field.Count, Sum = field.Sum, Min = field.Min, Max = field.Max };
        }
        return new PartialRow(key, read.Events, fields);
    }

    private static void WriteField(Utf8JsonWriter line, SourceField source, in FieldPartial field)
    {
        if (field.Count == 0)
            return;
        line.WriteStartObject(source.Name);
        line.WriteNumber("count"u8, field.Count);
        if (source.IsNumeric)
        {
            line.WriteNumber("sum"u8, field.Sum);
            line.WriteNumber("min"u8, field.Min);
            line.WriteNumber("max"u8, field.Max);
        }
        line.WriteEndObject();
    }
}

internal sealed record PartialLine
{
    public required DateTime Window { get; init; }

    public required JsonElement Group { get; init; }

    public required long Events { get; init; }

    public required Dictionary<string, PartialField> Fields { get; init; }
}

internal sealed record PartialField
{
    public required long Count { get; init; }

    public double Sum { get; init; }

    public double Min { get; init; }

    public double Max { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(PartialLine))]
internal sealed partial class PartialLineContext : JsonSerializerContext;
