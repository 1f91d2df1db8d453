namespace PlatformOperator.Ingestion.Streams;

/// <summary>Kinesis' sequence numbers are decimal numbers of many digits that grow along a shard.</summary>
internal static class SequenceNumbers
{
    public static int Compare(string a, string b) => a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a, b);
}
