using System.Text.Json;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Transform;

namespace PlatformOperator.Ingestion.Aggregates;

/// <summary>Aggregates the events of one range that pass: each in the window of its own time, however late it comes.</summary>
internal sealed class RangeAggregator(EventPlan plan, AggregatePlan aggregate) : IDisposable
{
    /// <summary>Numbers that it holds at most, but for those of one record: some 10 MB, or 100,000 groups of one field.</summary>
    private const int FullNumbers = 300_000;

    private readonly int[] _by = [.. aggregate.By.Select(plan.IndexOf)];
    private readonly int[] _fields = [.. aggregate.Fields.Select(field => plan.IndexOf(field.Name))];
    private readonly RowKeyBuilder _key = new();
    private readonly WindowTable _table = new(aggregate);
    private readonly HashSet<long> _units = [];
    private readonly List<CompressedLines> _lines = [];
    private (long Start, long End) _window;

    /// <summary>The range must be written before it holds more groups.</summary>
    public bool IsFull => _table.Count * (_fields.Length + 2) >= FullNumbers;

    /// <summary>Objects that they make.</summary>
    public int Units => _units.Count;

    public void Add(EventTransform transform, ReadOnlySpan<byte> json)
    {
        _key.Begin(Window(transform.EventTicks!.Value));
        foreach (var field in _by)
            AddToKey(field, transform, json);
        var row = _table.Add(_key.End(), 1);
        for (var i = 0; i < _fields.Length; i++)
        {
            ref readonly var value = ref transform.Value(_fields[i]);
            if (!value.IsNull)
                row[i].Merge(FieldPartial.Of(value.Number));
        }
    }

    /// <summary>The lines of each unit's partials in a fixed order, valid until the next call or range.</summary>
    public IEnumerable<(string Unit, CompressedLines Lines)> Partials()
    {
        DisposeLines();
        foreach (var unit in _table.Rows().GroupBy(row => aggregate.UnitStart(row.Window)))
        {
            var lines = new CompressedLines();
            _lines.Add(lines);
            PartialLines.Write(aggregate, unit, lines);
            yield return (aggregate.UnitName(unit.Key), lines);
        }
    }

    /// <summary>Begins the next range.</summary>
    public void Reset()
    {
        _table.Clear();
        _units.Clear();
        _window = default;
        DisposeLines();
    }

    public void Dispose() => DisposeLines();

    /// <summary>Start of the window of that time: mostly that of the event before.</summary>
    private long Window(long ticks)
    {
        if (ticks < _window.Start || ticks >= _window.End)
        {
            _window = (aggregate.WindowStart(ticks), aggregate.WindowEnd(ticks));
            _units.Add(aggregate.UnitStart(_window.Start));
        }
        return _window.Start;
    }

    private void DisposeLines()
    {
        foreach (var lines in _lines)
            lines.Dispose();
        _lines.Clear();
    }

    private void AddToKey(int field, EventTransform transform, ReadOnlySpan<byte> json)
    {
        ref readonly var value = ref transform.Value(field);
        if (value is { Token: JsonTokenType.String, IsEscaped: false, IsDefault: false } && plan.Fields[field].Type != FieldType.Timestamp)
        {
            _key.AddJson(json.Slice(value.Start, value.Length));
        }
        else if (!transform.TryText(field, json, out var text))
        {
            _key.Add(JsonTokenType.Null, default);
        }
        else if (plan.Fields[field].Type == FieldType.Timestamp)
        {
            Span<byte> time = stackalloc byte[Timestamps.MaxLength];
            _key.Add(JsonTokenType.String, time[..Timestamps.Format(value.Integer, time)]);
        }
        else
        {
            _key.Add(value.Token, text);
        }
    }
}
