using System.Globalization;
using System.Text.Json;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Transform;

/// <summary>What becomes of an event.</summary>
internal enum Verdict
{
    Passed,
    Filtered,
    Invalid,
}

/// <summary>
/// Checks one event at a time against schema and filters in a single pass over its bytes, and writes it typed. Keeps the last event's field
/// positions; not for use by two threads.
/// </summary>
internal sealed class EventTransform(EventPlan plan)
{
    private readonly FieldValue[] _values = new FieldValue[plan.Fields.Length];
    private readonly FieldText _text = new();
    private int _next;

    /// <summary>Why the last event is <see cref="Verdict.Invalid"/>.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Index of the rule that took the last event out.</summary>
    public int FilteredBy { get; private set; }

    /// <summary>The event's own time as UTC ticks; null where the schema names no timestamp.</summary>
    public long? EventTicks => plan.TimestampField is { } index ? _values[index].Integer : null;

    public Verdict Apply(ReadOnlySpan<byte> json)
    {
        Array.Clear(_values);
        try
        {
            if (Scan(json) is { } fault)
                return Invalid(fault);
        }
        catch (JsonException)
        {
            return Invalid("not a JSON object");
        }
        for (var i = 0; i < plan.Fields.Length; i++)
        {
            if (plan.Fields[i].IsRequired && _values[i].IsNull)
                return Invalid($"{plan.Fields[i].Name}: required, but absent or null");
        }
        for (var i = 0; i < plan.Rules.Length; i++)
        {
            ref readonly var value = ref _values[plan.Rules[i].Field];
            if (!value.IsNull && plan.Rules[i].Passes(value, _text.Of(json, value)))
                continue;
            FilteredBy = i;
            return Verdict.Filtered;
        }
        return Verdict.Passed;
    }

    /// <summary>A field's text of the event last applied, without quotes and escapes; null if it is null or absent.</summary>
    public bool TryText(int field, ReadOnlySpan<byte> json, out ReadOnlySpan<byte> text)
    {
        text = _values[field].IsNull ? default : _text.Of(json, _values[field]);
        return !_values[field].IsNull;
    }

    /// <summary>Writes the event last applied: as it came, but for times, which become RFC 3339 in UTC.</summary>
    public void Write(ReadOnlySpan<byte> json, PooledBuffer target)
    {
        var written = 0;
        while (NextTime(written) is { } field)
        {
            ref readonly var value = ref _values[field];
            target.Write(json[written..value.Start]);
            WriteTime(value.Integer, target);
            written = value.Start + value.Length;
        }
        target.Write(json[written..]);
        target.WriteByte((byte)'\n');
    }

    private Verdict Invalid(string reason)
    {
        Reason = reason;
        return Verdict.Invalid;
    }

    private string? Scan(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            return "not a JSON object";
        _next = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = Find(ref reader);
            reader.Read();
            if (field < 0)
                reader.Skip();
            else if (Take(field, ref reader) is { } fault)
                return $"{plan.Fields[field].Name}: {fault}";
        }
        return null;
    }

    /// <summary>Producers write their fields in one order, so the next field is most often the one behind the last.</summary>
    private int Find(ref Utf8JsonReader reader)
    {
        for (var tried = 0; tried < plan.Fields.Length; tried++)
        {
            var field = _next;
            _next = _next + 1 == plan.Fields.Length ? 0 : _next + 1;
            if (JsonNames.Is(reader, plan.Fields[field].Utf8Name))
                return field;
        }
        return -1;
    }

    private string? Take(int field, ref Utf8JsonReader reader)
    {
        ref var value = ref _values[field];
        if (value.Token != JsonTokenType.None)
            return "given twice";
        value.Token = reader.TokenType;
        value.Start = (int)reader.TokenStartIndex;
        value.IsEscaped = reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped;
        var fault = value.Token == JsonTokenType.Null ? null : FieldTypes.Read(plan.Fields[field].Type, ref reader, ref value, _text);
        reader.Skip();
        value.Length = (int)reader.BytesConsumed - value.Start;
        return fault;
    }

    private int? NextTime(int from)
    {
        int? next = null;
        for (var i = 0; i < _values.Length; i++)
        {
            if (plan.Fields[i].Type == FieldType.Timestamp && !_values[i].IsNull && _values[i].Start >= from
                && (next is null || _values[i].Start < _values[next.Value].Start))
                next = i;
        }
        return next;
    }

    private static void WriteTime(long ticks, PooledBuffer target)
    {
        Span<byte> text = stackalloc byte[28];
        _ = new DateTime(ticks, DateTimeKind.Utc).TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        // Seven decimals, of which zeros are left out: all, or those behind the milliseconds.
        var length = ticks % TimeSpan.TicksPerSecond == 0 ? 19 : ticks % TimeSpan.TicksPerMillisecond == 0 ? 23 : 27;
        target.WriteByte((byte)'"');
        target.Write(text[..length]);
        target.Write("Z\""u8);
    }
}
