using System.Buffers.Text;
using System.Globalization;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Transform;

/// <summary>
/// Writes events as they came, but for what the plan changes: names, defaults, dropped and derived fields, and times, which become RFC 3339
/// in UTC. What lies between is copied as it stands.
/// </summary>
internal sealed class EventWriter(EventPlan plan, EventFields fields)
{
    /// <summary>Writes the event that the fields were last found in, with a newline.</summary>
    public void Write(ReadOnlySpan<byte> json, PooledBuffer target)
    {
        if (!fields.IsEdited)
        {
            target.Write(json);
            target.WriteByte((byte)'\n');
            return;
        }
        var copied = 0;
        if (fields.InOrder is [var first, ..] && plan.Fields[first].IsDropped && fields[first].NameStart < fields.FirstKept)
        {
            target.Write(json[..fields.BodyStart]);
            copied = fields.FirstKept;
        }
        foreach (var field in fields.InOrder)
        {
            if (fields[field].NameStart >= copied)
                copied = WriteTo(field, json, copied, target);
        }
        target.Write(json[copied..fields.BodyEnd]);
        WriteNew(target, isFirst: fields.FirstKept == fields.BodyEnd);
        target.Write(json[fields.BodyEnd..]);
        target.WriteByte((byte)'\n');
    }

    /// <summary>Copies from the given place on and writes the field as planned; answers the place behind what it has dealt with.</summary>
    private int WriteTo(int field, ReadOnlySpan<byte> json, int copied, PooledBuffer target)
    {
        var planned = plan.Fields[field];
        ref readonly var value = ref fields[field];
        if (planned.IsDropped)
        {
            target.Write(json[copied..value.PreviousEnd]);
            return value.End;
        }
        if (planned.IsRenamed)
        {
            target.Write(json[copied..value.NameStart]);
            target.Write(planned.Label);
            copied = value.NameEnd;
        }
        if (!value.IsDefault && !planned.IsRewritten(value))
            return copied;
        target.Write(json[copied..value.Start]);
        WriteValue(field, target);
        return value.End;
    }

    /// <summary>Defaults of absent fields, then derived fields.</summary>
    private void WriteNew(PooledBuffer target, bool isFirst)
    {
        foreach (var field in plan.DefaultedFields)
        {
            if (fields[field] is not { IsDefault: true, Length: 0 } || plan.Fields[field].IsDropped)
                continue;
            WriteLabel(plan.Fields[field].Label, ref isFirst, target);
            WriteValue(field, target);
        }
        foreach (var derivation in plan.Derivations)
        {
            WriteLabel(derivation.Label, ref isFirst, target);
            if (fields[derivation.From].IsNull)
                target.Write("null"u8);
            else
                WritePart(new DateTime(fields[derivation.From].Integer, DateTimeKind.Utc), derivation.Part, target);
        }
    }

    private static void WriteLabel(byte[] label, ref bool isFirst, PooledBuffer target)
    {
        if (!isFirst)
            target.WriteByte((byte)',');
        isFirst = false;
        target.Write(label);
        target.WriteByte((byte)':');
    }

    /// <summary>A time or a default.</summary>
    private void WriteValue(int field, PooledBuffer target)
    {
        if (plan.Fields[field].Type != FieldType.Timestamp)
        {
            target.Write(plan.Fields[field].Default!.Json);
            return;
        }
        Span<byte> text = stackalloc byte[Timestamps.MaxLength];
        target.WriteByte((byte)'"');
        target.Write(text[..Timestamps.Format(fields[field].Integer, text)]);
        target.WriteByte((byte)'"');
    }

    private static void WritePart(DateTime time, TimePart part, PooledBuffer target)
    {
        Span<byte> text = stackalloc byte[12];
        int length;
        if (part == TimePart.Date)
        {
            _ = time.TryFormat(text, out length, "'\"'yyyy-MM-dd'\"'", CultureInfo.InvariantCulture);
        }
        else
        {
            _ = Utf8Formatter.TryFormat(
                part switch
                {
                    TimePart.Year => time.Year,
                    TimePart.Month => time.Month,
                    TimePart.Day => time.Day,
                    TimePart.Hour => time.Hour,
                    _ => time.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek,
                },
                text, out length);
        }
        target.Write(text[..length]);
    }
}
