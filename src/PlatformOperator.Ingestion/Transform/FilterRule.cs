using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PlatformOperator.Ingestion.Configuration;

namespace PlatformOperator.Ingestion.Transform;

/// <summary>One entry of <c>transform.filter</c>. Null and absent values pass no rule.</summary>
/// <param name="Field">Index of its field among the plan's.</param>
/// <param name="Name">Field and predicate, as metrics name the rule.</param>
internal abstract record FilterRule(int Field, string Name)
{
    /// <param name="value">The field's value, not null.</param>
    /// <param name="text">Its text without quotes and escapes.</param>
    public abstract bool Passes(in FieldValue value, ReadOnlySpan<byte> text);

    public static FilterRule Create(FilterConfig filter, int field, FieldType? type)
    {
        if (filter.Between is { } between)
            return BetweenRule.Create(field, $"{filter.Field} between", between, type);
        if (filter.In is { } values)
            return new OneOfRule(field, $"{filter.Field} in", values, type);
        if (filter.EqualTo is { } value)
            return new OneOfRule(field, $"{filter.Field} equals", [value], type);
        if (filter.Matches is { } pattern)
            return new MatchesRule(field, $"{filter.Field} matches", new Regex(pattern, FilterValues.RegexOptions, Regex.InfiniteMatchTimeout));
        return new NotNullRule(field, $"{filter.Field} notNull");
    }
}

/// <summary>Passes what is there at all.</summary>
internal sealed record NotNullRule(int Field, string Name) : FilterRule(Field, Name)
{
    public override bool Passes(in FieldValue value, ReadOnlySpan<byte> text) => true;
}

/// <summary>Both bounds pass. Times compare as ticks, numbers as IEEE doubles.</summary>
internal sealed record BetweenRule(int Field, string Name, bool OfTimes, double Low, double High) : FilterRule(Field, Name)
{
    public static BetweenRule Create(int field, string name, IReadOnlyList<JsonElement> bounds, FieldType? type)
    {
        if (type != FieldType.Timestamp)
            return new BetweenRule(field, name, OfTimes: false, bounds[0].GetDouble(), bounds[1].GetDouble());
        _ = FilterValues.TryTimestamp(bounds[0], out var low);
        _ = FilterValues.TryTimestamp(bounds[1], out var high);
        return new BetweenRule(field, name, OfTimes: true, low, high);
    }

    public override bool Passes(in FieldValue value, ReadOnlySpan<byte> text)
    {
        if (OfTimes)
            return value.Integer >= Low && value.Integer <= High;
        return value.Token == JsonTokenType.Number && value.Number >= Low && value.Number <= High;
    }
}

/// <summary>Passes the listed values, each compared as what it is in JSON; for a Timestamp field, as times.</summary>
internal sealed record OneOfRule : FilterRule
{
    private readonly FieldType? _type;
    private readonly HashSet<double> _numbers = [];
    private readonly HashSet<long> _integers = [];
    private readonly List<byte[]> _texts = [];
    private readonly bool _true;
    private readonly bool _false;

    public OneOfRule(int field, string name, IReadOnlyList<JsonElement> values, FieldType? type) : base(field, name)
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

    public override bool Passes(in FieldValue value, ReadOnlySpan<byte> text)
    {
        if (_type is FieldType.Timestamp or FieldType.Integer)
            return _integers.Contains(value.Integer);
        return value.Token switch
        {
            JsonTokenType.Number => _numbers.Contains(value.Number),
            JsonTokenType.String => ContainsText(text),
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
internal sealed record MatchesRule(int Field, string Name, Regex Pattern) : FilterRule(Field, Name)
{
    public override bool Passes(in FieldValue value, ReadOnlySpan<byte> text)
    {
        if (value.Token != JsonTokenType.String)
            return false;
        var chars = ArrayPool<char>.Shared.Rent(text.Length);
        var matches = Pattern.IsMatch(chars.AsSpan(0, Encoding.UTF8.GetChars(text, chars)));
        ArrayPool<char>.Shared.Return(chars);
        return matches;
    }
}
