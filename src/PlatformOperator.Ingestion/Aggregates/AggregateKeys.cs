namespace PlatformOperator.Ingestion.Aggregates;

/// <summary>Where the state of an aggregate lies in the processed bucket, out of reach of lifecycle rules.</summary>
internal static class AggregateKeys
{
    /// <summary>Prefix of everything of one definition.</summary>
    public static string Prefix(string definition) => $"_state/aggregates/{definition}/";

    /// <summary>Prefix of its partials; the unit and the range follow.</summary>
    public static string PartialsPrefix(string definition) => $"{Prefix(definition)}partials/";

    /// <summary>Key of the partials of one unit that one range holds.</summary>
    public static string Partial(string definition, string unit, string streamId, string shard, string first, string last) =>
        $"{PartialsPrefix(definition)}{unit}/{streamId}-{shard}-{first}-{last}.ndjson.gz";
}
