using PlatformOperator.Ingestion.Transform;

namespace PlatformOperator.Ingestion.Process;

/// <summary>
/// Counts of one range. Each well-formed event is counted once in <see cref="Raw"/> and once in exactly one of <see cref="Processed"/>,
/// <see cref="Filtered"/> and <see cref="Invalid"/>: raw = processed + filtered + invalid. Lines that ingest refused and records that are not
/// ours were never events: they go to the errors bucket alone, count in <see cref="Refused"/> and <see cref="Unreadable"/>, and are not part
/// of the sum. The errors bucket holds invalid + refused + unreadable. Duplicates are in no bucket and in no other count.
/// </summary>
internal sealed class RangeTally(EventPlan plan)
{
    /// <summary>The rules that <see cref="Filtered"/> counts for.</summary>
    public FilterRule[] Rules { get; } = plan.Rules;

    public long Raw { get; set; }

    public long Processed { get; set; }

    /// <summary>By rule, in the order of the configuration; an event counts for the first rule that it does not pass.</summary>
    public long[] Filtered { get; } = new long[plan.Rules.Length];

    /// <summary>Events that break the schema.</summary>
    public long Invalid { get; set; }

    /// <summary>Lines or items that ingest refused.</summary>
    public long Refused { get; set; }

    /// <summary>Kinesis records that ingest did not write.</summary>
    public long Unreadable { get; set; }

    /// <summary>Events and refused lines left out because their record was in the stream before.</summary>
    public long DuplicatesOfRecord { get; private set; }

    /// <summary>Events and refused lines left out because an equal id or place in a request was in the stream before.</summary>
    public long DuplicatesOfEvent { get; private set; }

    /// <summary>Identities that found no room in the memory of their time of arrival.</summary>
    public long Unremembered { get; set; }

    public void AddDuplicate(bool ofRecord)
    {
        if (ofRecord)
            DuplicatesOfRecord++;
        else
            DuplicatesOfEvent++;
    }
}
