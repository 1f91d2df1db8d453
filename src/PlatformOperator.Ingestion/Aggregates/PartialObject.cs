namespace PlatformOperator.Ingestion.Aggregates;

/// <summary>One object of partials: the unit it belongs to, the shard (with the stream's id) that it comes from, and the last record that it counts.</summary>
internal sealed record PartialObject(string Key, string Unit, string Shard, string Last)
{
    /// <summary>What a key of <see cref="AggregateKeys.Partial"/> says; null for any other.</summary>
    public static PartialObject? Parse(string definition, string key)
    {
        var prefix = AggregateKeys.PartialsPrefix(definition);
        var name = key.LastIndexOf('/') + 1;
        if (name <= prefix.Length || !key.StartsWith(prefix, StringComparison.Ordinal) || !key.EndsWith(AggregateKeys.Suffix, StringComparison.Ordinal))
            return null;
        var last = key.LastIndexOf('-');
        var first = last > name ? key.LastIndexOf('-', last - 1) : -1;
        return first <= name ? null : new PartialObject(key, key[prefix.Length..(name - 1)], key[name..first], key[(last + 1)..^AggregateKeys.Suffix.Length]);
    }
}
