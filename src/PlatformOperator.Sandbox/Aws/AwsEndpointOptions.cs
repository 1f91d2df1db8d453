using PlatformOperator.Sandbox.Faults;

namespace PlatformOperator.Sandbox.Aws;

/// <summary>How the sandbox's AWS endpoint behaves.</summary>
public sealed record AwsEndpointOptions
{
    /// <summary>TCP port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The clock of every state change, quota and expiry.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>The account (12 digits) to which unknown access keys belong, each as the key of a user of its name.</summary>
    public string DefaultAccount { get; init; } = "123456789012";

    /// <summary>The region of calls whose credential scope names none.</summary>
    public string DefaultRegion { get; init; } = "eu-west-1";

    /// <summary>Refuse access keys that <see cref="AwsEndpoint.Accounts"/> does not hold, as AWS does.</summary>
    public bool RefuseUnknownAccessKeys { get; init; }

    /// <summary>What policies see as <c>aws:SecureTransport</c>. Loopback HTTP stands for HTTPS, hence true.</summary>
    public bool SecureTransport { get; init; } = true;

    /// <summary>How long a stream stays CREATING, UPDATING or DELETING; zero changes it at once.</summary>
    public TimeSpan StreamTransition { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a replication group stays creating, modifying or deleting; zero changes it at once.</summary>
    public TimeSpan CacheTransition { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long a KMS key, an alias or an IAM role is not found after it was made. Both services are eventually consistent (KMS developer guide, "KMS
    /// eventual consistency"; IAM user guide, "Changes that I make are not always immediately visible").
    /// </summary>
    public TimeSpan Visibility { get; init; }

    /// <summary>How far the tag search lags behind; the tagging API promises no bound.</summary>
    public TimeSpan TagSearchLag { get; init; }

    /// <summary>Whether every replication group ends as <c>create-failed</c>.</summary>
    public bool CacheCreationFails { get; init; }

    /// <summary>Hold Kinesis shards to 1 MiB/s and 1,000 records/s in, and 5 reads/s and 2 MiB/s out.</summary>
    public bool StreamThroughputLimits { get; init; } = true;

    /// <summary>How many bytes all S3 objects may take together; they are held in memory.</summary>
    public long ObjectStoreBytes { get; init; } = 1L << 30;

    /// <summary>How many bytes of record data all Kinesis streams may hold together; they are held in memory.</summary>
    public long StreamStoreBytes { get; init; } = 512L << 20;

    /// <summary>What stands in front of every call to delay, refuse or lose it; null lets all calls pass.</summary>
    public IFaults? Faults { get; init; }
}
