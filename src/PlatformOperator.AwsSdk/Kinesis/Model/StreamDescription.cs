namespace Amazon.Kinesis.Model;

/// <summary>Capacity mode of a stream.</summary>
public class StreamModeDetails
{
    /// <summary>On-demand or provisioned.</summary>
    public StreamMode? StreamMode { get; set; }
}

/// <summary>A stream without its shards.</summary>
public class StreamDescriptionSummary
{
    /// <summary>Name of the stream; unique in the account and region.</summary>
    public string? StreamName { get; set; }

    /// <summary>ARN of the stream; may stand in for its name.</summary>
    public string? StreamARN { get; set; }

    /// <summary>Unique id of the stream, which a stream made again under the same name does not share.</summary>
    public string? StreamId { get; set; }

    /// <summary>State of the stream.</summary>
    public StreamStatus? StreamStatus { get; set; }

    /// <summary>Capacity mode.</summary>
    public StreamModeDetails? StreamModeDetails { get; set; }

    /// <summary>Hours for which records stay readable, 24 to 8760.</summary>
    public int? RetentionPeriodHours { get; set; }

    /// <summary>When the stream was created, UTC.</summary>
    public DateTime? StreamCreationTimestamp { get; set; }

    /// <summary>Shard-level metrics that are on.</summary>
    public List<EnhancedMetrics>? EnhancedMonitoring { get; set; }

    /// <summary>Whether records are encrypted with KMS.</summary>
    public EncryptionType? EncryptionType { get; set; }

    /// <summary>KMS key as given when the encryption was started.</summary>
    public string? KeyId { get; set; }

    /// <summary>Number of open shards.</summary>
    public int? OpenShardCount { get; set; }

    /// <summary>Number of enhanced fan-out consumers.</summary>
    public int? ConsumerCount { get; set; }

    /// <summary>Throughput that the stream is ready for; on-demand mode only.</summary>
    public WarmThroughputObject? WarmThroughput { get; set; }

    /// <summary>Largest record in KiB, 1024 to 10240.</summary>
    public int? MaxRecordSizeInKiB { get; set; }
}

/// <summary>Shard-level metrics that are on.</summary>
public class EnhancedMetrics
{
    /// <summary>Names of shard-level metrics.</summary>
    public List<string>? ShardLevelMetrics { get; set; }
}

/// <summary>Throughput that an on-demand stream is ready for.</summary>
public class WarmThroughputObject
{
    /// <summary>Target in MiB/s.</summary>
    public int? TargetMiBps { get; set; }

    /// <summary>Present value in MiB/s.</summary>
    public int? CurrentMiBps { get; set; }
}
