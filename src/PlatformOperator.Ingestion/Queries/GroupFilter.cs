using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PlatformOperator.Ingestion.Aggregates;

namespace PlatformOperator.Ingestion.Queries;

/// <summary>Values that fields of the group must have, as text: strings without quotes, other values as they stand in events.</summary>
internal sealed class GroupFilter
{
    public static readonly GroupFilter None = new([]);

    private readonly byte[]?[] _values;

    private GroupFilter(byte[]?[] values) => _values = values;

    /// <exception cref="Http.RequestRefusedException">A parameter is unknown or given twice.</exception>
    public static void Check(IQueryCollection parameters, AggregatePlan plan, IReadOnlyList<string> others)
    {
        string[] known = [.. others, .. plan.By.Except(others)];
        foreach (var (name, values) in parameters)
        {
            if (!known.Contains(name))
                throw AggregateQuery.Refused($"there is no parameter '{name}'; there are {string.Join(", ", known)}");
            if (values.Count > 1)
                throw AggregateQuery.Refused($"{name} can be given once only");
        }
    }

    public static GroupFilter Of(IQueryCollection parameters, AggregatePlan plan, IReadOnlyList<string> others) =>
        new([.. plan.By.Select(name => !others.Contains(name) && parameters.TryGetValue(name, out var value) ? Encoding.UTF8.GetBytes(value.ToString()) : null)]);

    public bool Passes(ReadOnlySpan<byte> group)
    {
        if (Array.TrueForAll(_values, value => value is null))
            return true;
        var reader = new Utf8JsonReader(group);
        reader.Read();
        foreach (var value in _values)
        {
            reader.Read();
            if (value is not null && !(reader.TokenType == JsonTokenType.String ? reader.ValueTextEquals(value) : reader.ValueSpan.SequenceEqual(value)))
                return false;
        }
        return true;
    }
}
