using System.Text.Json;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Transform;

/// <summary>Finds the planned fields of one event at a time, in a single pass over its bytes, and notes where they stand. Not for two threads.</summary>
internal sealed class EventFields(EventPlan plan)
{
    private readonly PlannedField[] _planned = plan.Fields;
    private readonly FieldValue[] _values = new FieldValue[plan.Fields.Length];
    private readonly int[] _order = new int[plan.Fields.Length];
    private readonly FieldText _text = new();
    private int _found;
    private int _next;

    /// <summary>Planned fields that stand in the event, in its order.</summary>
    public ReadOnlySpan<int> InOrder => _order.AsSpan(0, _found);

    /// <summary>First byte behind the brace that opens the event.</summary>
    public int BodyStart { get; private set; }

    /// <summary>Where the brace stands that closes it.</summary>
    public int BodyEnd { get; private set; }

    /// <summary>Where the first property stands that is not dropped; <see cref="BodyEnd"/> if there is none.</summary>
    public int FirstKept { get; private set; }

    /// <summary>A property is to be left out, renamed, or written in another form.</summary>
    public bool IsEdited { get; private set; }

    public ref readonly FieldValue this[int field] => ref _values[field];

    /// <summary>A value's text without quotes and escapes, valid until the next one is asked for.</summary>
    public ReadOnlySpan<byte> Text(int field, ReadOnlySpan<byte> json)
    {
        ref readonly var value = ref _values[field];
        return value.IsDefault ? _text.Of(plan.Fields[field].Default!.Json, plan.Fields[field].Default!.Value) : _text.Of(json, value);
    }

    /// <summary>Null, or what is wrong with the event.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public string? Scan(ReadOnlySpan<byte> json)
    {
        foreach (ref var value in _values.AsSpan())
            (value.Token, value.Length, value.IsDefault) = (JsonTokenType.None, 0, false);
        _found = 0;
        _next = 0;
        IsEdited = plan.WritesMore;
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            return "not a JSON object";
        var previousEnd = BodyStart = (int)reader.BytesConsumed;
        FirstKept = -1;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = Find(ref reader);
            var nameStart = (int)reader.TokenStartIndex;
            if (FirstKept < 0 && (field < 0 || !_planned[field].IsDropped))
                FirstKept = nameStart;
            if (field < 0)
                reader.Skip();
            else if (Take(field, ref reader, previousEnd) is { } fault)
                return $"{_planned[field].Name}: {fault}";
            previousEnd = (int)reader.BytesConsumed;
        }
        BodyEnd = (int)reader.TokenStartIndex;
        if (FirstKept < 0)
            FirstKept = BodyEnd;
        AddDefaults();
        return null;
    }

    /// <summary>Producers write their fields in one order, so the next field is most often the one behind the last.</summary>
    private int Find(ref Utf8JsonReader reader)
    {
        for (var tried = 0; tried < _planned.Length; tried++)
        {
            var field = _next;
            _next = _next + 1 == _planned.Length ? 0 : _next + 1;
            if (JsonNames.Is(reader, _planned[field].Utf8Name))
                return field;
        }
        return -1;
    }

    private string? Take(int field, ref Utf8JsonReader reader, int previousEnd)
    {
        ref var value = ref _values[field];
        if (value.Token != JsonTokenType.None)
            return "given twice";
        value.PreviousEnd = previousEnd;
        value.NameStart = (int)reader.TokenStartIndex;
        value.NameEnd = value.NameStart + reader.ValueSpan.Length + 2;
        reader.Read();
        value.Token = reader.TokenType;
        value.Start = (int)reader.TokenStartIndex;
        value.IsFormatted = false;
        value.IsEscaped = reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped;
        var fault = value.Token == JsonTokenType.Null ? null : FieldTypes.Read(_planned[field], ref reader, ref value, _text);
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            reader.Skip();
        value.Length = (int)reader.BytesConsumed - value.Start;
        IsEdited |= _planned[field].IsDropped || _planned[field].IsRenamed || _planned[field].IsRewritten(value);
        _order[_found++] = field;
        return fault;
    }

    private void AddDefaults()
    {
        foreach (var field in plan.DefaultedFields)
        {
            ref var value = ref _values[field];
            if (!value.IsNull)
                continue;
            var standard = plan.Fields[field].Default!.Value;
            value.Token = standard.Token;
            value.Number = standard.Number;
            value.Integer = standard.Integer;
            value.IsDefault = true;
        }
    }
}
