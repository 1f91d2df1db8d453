using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PlatformOperator.Ingestion.Configuration;

namespace PlatformOperator.Ingestion.Transform;

/// <summary>One predicate over one field. Null and absent values pass none.</summary>
/// <param name="Field">Index of its field among the plan's.</param>
internal abstract record FilterTerm(int Field)
{
    /// <summary>Whether an event passes whose value of the field is not null.</summary>
    public abstract bool Passes(EventFields fields, ReadOnlySpan<byte> json);

    public static FilterTerm Create(FilterConfig filter, int field, FieldType? type)
    {
        if (filter.Between is { } between)
            return BetweenTerm.Create(field, between, type);
        if (filter.In is { } values)
            return new OneOfTerm(field, values, type);
        if (filter.EqualTo is { } value)
            return new OneOfTerm(field, [value], type);
        if (filter.Matches is { } pattern)
            return new MatchesTerm(field, new Regex(pattern, FilterValues.RegexOptions, Regex.InfiniteMatchTimeout));
        return new NotNullTerm(field);
    }
}

/// <summary>Passes what is there at all.</summary>
internal sealed record NotNullTerm(int Field) : FilterTerm(Field)
{
    public override bool Passes(EventFields fields, ReadOnlySpan<byte> json) => true;
}

/// <summary>Both bounds pass. Times compare as ticks, numbers as IEEE doubles.</summary>
internal sealed record BetweenTerm(int Field, bool OfTimes, double Low, double High) : FilterTerm(Field)
{
    public static BetweenTerm Create(int field, IReadOnlyList<JsonElement> bounds, FieldType? type)
    {
        if (type != FieldType.Timestamp)
            return new BetweenTerm(field, OfTimes: false, bounds[0].GetDouble(), bounds[1].GetDouble());
        _ = FilterValues.TryTimestamp(bounds[0], out var low);
        _ = FilterValues.TryTimestamp(bounds[1], out var high);
        return new BetweenTerm(field, OfTimes: true, low, high);
    }

    public override bool Passes(EventFields fields, ReadOnlySpan<byte> json)
    {
        ref readonly var value = ref fields[Field];
        if (OfTimes)
            return value.Integer >= Low && value.Integer <= High;
        return value.Token == JsonTokenType.Number && value.Number >= Low && value.Number <= High;
    }
}

/// <summary>Passes the listed values, each compared as what it is in JSON; for a Timestamp field, as times.</summary>
internal sealed record OneOfTerm : FilterTerm
{
    private readonly FieldType? _type;
    private readonly HashSet<double> _numbers = [];
    private readonly HashSet<long> _integers = [];
    private readonly List<byte[]> _texts = [];
    private readonly bool _true;
    private readonly bool _false;

    public OneOfTerm(int field, IReadOnlyList<JsonElement> values, FieldType? type) : base(field)
    {
        _type = type;
        foreach (var value in values)
        {
            if (type == FieldType.Timestamp && FilterValues.TryTimestamp(value, out var ticks))
                _integers.Add(ticks);
            else if (type == FieldType.Integer && value.TryGetInt64(out var integer))
                _integers.Add(integer);
            else if (value.ValueKind == JsonValueKind.Number)
                _numbers.Add(value.GetDouble());
            else if (value.ValueKind == JsonValueKind.String)
                _texts.Add(Encoding.UTF8.GetBytes(value.GetString()!));
            else
                (_true, _false) = (_true || value.ValueKind == JsonValueKind.True, _false || value.ValueKind == JsonValueKind.False);
        }
    }

    public override bool Passes(EventFields fields, ReadOnlySpan<byte> json)
    {
        ref readonly var value = ref fields[Field];
        if (_type is FieldType.Timestamp or FieldType.Integer)
            return _integers.Contains(value.Integer);
        return value.Token switch
        {
            JsonTokenType.Number => _numbers.Contains(value.Number),
            JsonTokenType.String => ContainsText(fields.Text(Field, json)),
            JsonTokenType.True => _true,
            JsonTokenType.False => _false,
            _ => false,
        };
    }

    private bool ContainsText(ReadOnlySpan<byte> text)
    {
        foreach (var candidate in _texts)
        {
            if (text.SequenceEqual(candidate))
                return true;
        }
        return false;
    }
}

/// <summary>Passes strings in which the pattern is found anywhere.</summary>
internal sealed record MatchesTerm(int Field, Regex Pattern) : FilterTerm(Field)
{
    public override bool Passes(EventFields fields, ReadOnlySpan<byte> json)
    {
        if (fields[Field].Token != JsonTokenType.String)
            return false;
        var text = fields.Text(Field, json);
        var chars = ArrayPool<char>.Shared.Rent(text.Length);
        var matches = Pattern.IsMatch(chars.AsSpan(0, Encoding.UTF8.GetChars(text, chars)));
        ArrayPool<char>.Shared.Return(chars);
        return matches;
    }
}
