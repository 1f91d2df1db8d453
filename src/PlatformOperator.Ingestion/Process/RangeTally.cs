namespace PlatformOperator.Ingestion.Process;

/// <summary>
/// Counts of one range. Each well-formed event is counted once in <see cref="Raw"/> and once in exactly one of <see cref="Processed"/>,
/// <see cref="Filtered"/> and <see cref="Invalid"/>: raw = processed + filtered + invalid. Lines that ingest refused and records that are not
/// ours were never events: they go to the errors bucket alone, count in <see cref="Refused"/> and <see cref="Unreadable"/>, and are not part
/// of the sum. The errors bucket holds invalid + refused + unreadable.
/// </summary>
internal sealed class RangeTally(int rules)
{
    public long Raw { get; set; }

    public long Processed { get; set; }

    /// <summary>By rule, in the order of the configuration; an event counts for the first rule that it does not pass.</summary>
    public long[] Filtered { get; } = new long[rules];

    /// <summary>Events that break the schema.</summary>
    public long Invalid { get; set; }

    /// <summary>Lines or items that ingest refused.</summary>
    public long Refused { get; set; }

    /// <summary>Kinesis records that ingest did not write.</summary>
    public long Unreadable { get; set; }
}
