using System.Globalization;

namespace PlatformOperator.Ingestion.Process;

/// <summary>Names of objects: a function of stream, shard, range of records and partition, so that a repeated put meets the first one.</summary>
internal static class ObjectKeys
{
    /// <summary>Prefix of everything that lifecycle rules may remove.</summary>
    public const string DataPrefix = "data/";

    /// <summary>
    /// The stream's creation time in a key, <c>20260101T000000.000Z</c>: a stream made again may count its shards and sequence numbers anew.
    /// </summary>
    public static string StreamId(DateTimeOffset created) => created.UtcDateTime.ToString("yyyyMMdd'T'HHmmss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Key of an object of one range; the partition ends with a slash.</summary>
    public static string Data(string partition, string streamId, string shard, string first, string last) =>
        $"{DataPrefix}{partition}{streamId}-{shard}-{first}-{last}.ndjson.gz";

    public static string DatePartition(long ticks) =>
        string.Create(CultureInfo.InvariantCulture, $"date={new DateTime(ticks, DateTimeKind.Utc):yyyy-MM-dd}/");
}
