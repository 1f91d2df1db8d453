using System.Globalization;
using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.Kinesis;

/// <summary>A data stream.</summary>
internal sealed class DataStream(string name, string account, string region, DateTimeOffset created)
{
    long _sequence;

    public string Name => name;

    public string Account => account;

    public string Region => region;

    public DateTimeOffset Created => created;

    public string Arn => Core.Arn.Of("kinesis", region, account, "stream/" + name);

    public AsyncState State { get; } = new("ACTIVE", "DELETING");

    /// <summary>CREATING, ACTIVE, UPDATING or DELETING.</summary>
    public string Status => State.Name;

    /// <summary>PROVISIONED or ON_DEMAND.</summary>
    public required string Mode { get; set; }

    public int RetentionHours { get; set; } = 24;

    public string? KmsKeyId { get; set; }

    public int MaxRecordKiB { get; init; } = 1024;

    public SortedSet<string> Metrics { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>In order of their ids; closed ones stay until their records have expired.</summary>
    public List<Shard> Shards { get; } = [];

    public IEnumerable<Shard> OpenShards => Shards.Where(s => s.IsOpen).OrderBy(s => s.Start);

    public int NextShardIndex { get; set; }

    /// <summary>When quotas of the last 24 hours were used.</summary>
    public List<DateTimeOffset> ShardCountUpdates { get; } = [];

    public List<DateTimeOffset> ModeUpdates { get; } = [];

    /// <summary>
    /// Ends a state that is due, and trims to the retention; answers how many bytes were dropped. Verified with the Kinesis API reference
    /// (DecreaseStreamRetentionPeriod, IncreaseStreamRetentionPeriod): what is older than a shortened retention is lost, and stays so.
    /// </summary>
    public long Settle(DateTimeOffset now)
    {
        State.Settle(now);
        var horizon = now.AddHours(-RetentionHours);
        long dropped = 0;
        foreach (var shard in Shards) dropped += shard.Trim(horizon);
        Shards.RemoveAll(s => s.Closed < horizon);
        return dropped;
    }

    public string NextSequence(int shard) =>
        string.Create(CultureInfo.InvariantCulture, $"49{created.ToUnixTimeMilliseconds():D14}{++_sequence:D28}{shard:D12}");

    public void MustBeActive()
    {
        if (!State.IsSteady)
            throw new AwsException("ResourceInUseException",
                $"Stream {name} under account {account} not ACTIVE, instead in state {Status}");
    }

    /// <summary>Counts one use of a quota of the last 24 hours.</summary>
    public static void Spend(List<DateTimeOffset> uses, int limit, DateTimeOffset now, string what)
    {
        uses.RemoveAll(u => u <= now.AddHours(-24));
        if (uses.Count >= limit)
            throw new AwsException("LimitExceededException",
                $"{what} at most {limit} times in 24 hours; the next is possible at {uses[0].AddHours(24):O}.");
        uses.Add(now);
    }
}
