using System.Text.Json;
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
/// Fills in defaults, checks one event at a time against schema and filters, and writes it as it goes to processed. Keeps the last event's
/// field positions; not for use by two threads.
/// </summary>
internal sealed class EventTransform
{
    private readonly EventPlan _plan;
    private readonly EventFields _fields;
    private readonly EventWriter _writer;

    public EventTransform(EventPlan plan)
    {
        _plan = plan;
        _fields = new EventFields(plan);
        _writer = new EventWriter(plan, _fields);
    }

    /// <summary>Why the last event is <see cref="Verdict.Invalid"/>.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Index of the rule that took the last event out.</summary>
    public int FilteredBy { get; private set; }

    /// <summary>The event's own time as UTC ticks; null where the schema names no timestamp.</summary>
    public long? EventTicks => _plan.TimestampField is { } index ? _fields[index].Integer : null;

    public Verdict Apply(ReadOnlySpan<byte> json)
    {
        try
        {
            if ((_fields.Scan(json) ?? Fault()) is { } fault)
                return Invalid(fault);
        }
        catch (JsonException)
        {
            return Invalid("not a JSON object");
        }
        for (var i = 0; i < _plan.Rules.Length; i++)
        {
            if (Passes(_plan.Rules[i], json))
                continue;
            FilteredBy = i;
            return Verdict.Filtered;
        }
        return Verdict.Passed;
    }

    /// <summary>A field's value of the event last applied.</summary>
    public ref readonly FieldValue Value(int field) => ref _fields[field];

    /// <summary>A field's text of the event last applied, without quotes and escapes; false if it is null or absent.</summary>
    public bool TryText(int field, ReadOnlySpan<byte> json, out ReadOnlySpan<byte> text)
    {
        text = _fields[field].IsNull ? default : _fields.Text(field, json);
        return !_fields[field].IsNull;
    }

    /// <summary>Writes the event last applied, with a newline.</summary>
    public void Write(ReadOnlySpan<byte> json, PooledBuffer target) => _writer.Write(json, target);

    private Verdict Invalid(string reason)
    {
        Reason = reason;
        return Verdict.Invalid;
    }

    private string? Fault()
    {
        foreach (var field in _plan.RequiredFields)
        {
            if (_fields[field].IsNull)
                return $"{_plan.Fields[field].Name}: required, but absent or null";
        }
        foreach (var conflict in _plan.Conflicts)
        {
            if (IsWritten(conflict.Field) && (conflict.Source is not { } source || IsWritten(source)))
                return conflict.Reason;
        }
        return null;
    }

    /// <summary>Null counts too: its name is written.</summary>
    private bool IsWritten(int field) => _fields[field].Token != JsonTokenType.None;

    private bool Passes(FilterRule rule, ReadOnlySpan<byte> json)
    {
        foreach (var term in rule.Terms)
        {
            if ((!_fields[term.Field].IsNull && term.Passes(_fields, json)) == rule.AnyWillDo)
                return rule.AnyWillDo;
        }
        return !rule.AnyWillDo;
    }
}
