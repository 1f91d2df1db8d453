using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Amazon.Protocol;
using Amazon.Runtime;

namespace Amazon.Kinesis;

/// <summary>How records are encrypted.</summary>
/// <param name="value">Value as sent; values that this version does not know are allowed.</param>
[JsonConverter(typeof(ConstantConverter<EncryptionType>))]
public class EncryptionType(string value) : ConstantClass(value), IConstant<EncryptionType>
{
    /// <summary>The value <c>NONE</c>.</summary>
    public static readonly EncryptionType NONE = new("NONE");

    /// <summary>The value <c>KMS</c>.</summary>
    public static readonly EncryptionType KMS = new("KMS");

    /// <summary>The constant of a value.</summary>
    public static EncryptionType FindValue(string value) => FindValue<EncryptionType>(value);

    /// <summary>The constant of a value; null for null.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator EncryptionType?(string? value) => value is null ? null : FindValue(value);
}

/// <summary>A shard-level metric.</summary>
/// <param name="value">Value as sent; values that this version does not know are allowed.</param>
[JsonConverter(typeof(ConstantConverter<MetricsName>))]
public class MetricsName(string value) : ConstantClass(value), IConstant<MetricsName>
{
    /// <summary>The value <c>IncomingBytes</c>.</summary>
    public static readonly MetricsName IncomingBytes = new("IncomingBytes");

    /// <summary>The value <c>IncomingRecords</c>.</summary>
    public static readonly MetricsName IncomingRecords = new("IncomingRecords");

    /// <summary>The value <c>OutgoingBytes</c>.</summary>
    public static readonly MetricsName OutgoingBytes = new("OutgoingBytes");

    /// <summary>The value <c>OutgoingRecords</c>.</summary>
    public static readonly MetricsName OutgoingRecords = new("OutgoingRecords");

    /// <summary>The value <c>WriteProvisionedThroughputExceeded</c>.</summary>
    public static readonly MetricsName WriteProvisionedThroughputExceeded = new("WriteProvisionedThroughputExceeded");

    /// <summary>The value <c>ReadProvisionedThroughputExceeded</c>.</summary>
    public static readonly MetricsName ReadProvisionedThroughputExceeded = new("ReadProvisionedThroughputExceeded");

    /// <summary>The value <c>IteratorAgeMilliseconds</c>.</summary>
    public static readonly MetricsName IteratorAgeMilliseconds = new("IteratorAgeMilliseconds");

    /// <summary>The value <c>ALL</c>.</summary>
    public static readonly MetricsName ALL = new("ALL");

    /// <summary>The constant of a value.</summary>
    public static MetricsName FindValue(string value) => FindValue<MetricsName>(value);

    /// <summary>The constant of a value; null for null.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator MetricsName?(string? value) => value is null ? null : FindValue(value);
}

/// <summary>How a shard count is reached.</summary>
/// <param name="value">Value as sent; values that this version does not know are allowed.</param>
[JsonConverter(typeof(ConstantConverter<ScalingType>))]
public class ScalingType(string value) : ConstantClass(value), IConstant<ScalingType>
{
    /// <summary>The value <c>UNIFORM_SCALING</c>.</summary>
    public static readonly ScalingType UNIFORM_SCALING = new("UNIFORM_SCALING");

    /// <summary>The constant of a value.</summary>
    public static ScalingType FindValue(string value) => FindValue<ScalingType>(value);

    /// <summary>The constant of a value; null for null.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator ScalingType?(string? value) => value is null ? null : FindValue(value);
}

/// <summary>What a shard filter looks at.</summary>
/// <param name="value">Value as sent; values that this version does not know are allowed.</param>
[JsonConverter(typeof(ConstantConverter<ShardFilterType>))]
public class ShardFilterType(string value) : ConstantClass(value), IConstant<ShardFilterType>
{
    /// <summary>The value <c>AFTER_SHARD_ID</c>.</summary>
    public static readonly ShardFilterType AFTER_SHARD_ID = new("AFTER_SHARD_ID");

    /// <summary>The value <c>AT_TRIM_HORIZON</c>.</summary>
    public static readonly ShardFilterType AT_TRIM_HORIZON = new("AT_TRIM_HORIZON");

    /// <summary>The value <c>FROM_TRIM_HORIZON</c>.</summary>
    public static readonly ShardFilterType FROM_TRIM_HORIZON = new("FROM_TRIM_HORIZON");

    /// <summary>The value <c>AT_LATEST</c>.</summary>
    public static readonly ShardFilterType AT_LATEST = new("AT_LATEST");

    /// <summary>The value <c>AT_TIMESTAMP</c>.</summary>
    public static readonly ShardFilterType AT_TIMESTAMP = new("AT_TIMESTAMP");

    /// <summary>The value <c>FROM_TIMESTAMP</c>.</summary>
    public static readonly ShardFilterType FROM_TIMESTAMP = new("FROM_TIMESTAMP");

    /// <summary>The constant of a value.</summary>
    public static ShardFilterType FindValue(string value) => FindValue<ShardFilterType>(value);

    /// <summary>The constant of a value; null for null.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator ShardFilterType?(string? value) => value is null ? null : FindValue(value);
}

/// <summary>Where reading a shard begins.</summary>
/// <param name="value">Value as sent; values that this version does not know are allowed.</param>
[JsonConverter(typeof(ConstantConverter<ShardIteratorType>))]
public class ShardIteratorType(string value) : ConstantClass(value), IConstant<ShardIteratorType>
{
    /// <summary>The value <c>AT_SEQUENCE_NUMBER</c>.</summary>
    public static readonly ShardIteratorType AT_SEQUENCE_NUMBER = new("AT_SEQUENCE_NUMBER");

    /// <summary>The value <c>AFTER_SEQUENCE_NUMBER</c>.</summary>
    public static readonly ShardIteratorType AFTER_SEQUENCE_NUMBER = new("AFTER_SEQUENCE_NUMBER");

    /// <summary>The value <c>TRIM_HORIZON</c>.</summary>
    public static readonly ShardIteratorType TRIM_HORIZON = new("TRIM_HORIZON");

    /// <summary>The value <c>LATEST</c>.</summary>
    public static readonly ShardIteratorType LATEST = new("LATEST");

    /// <summary>The value <c>AT_TIMESTAMP</c>.</summary>
    public static readonly ShardIteratorType AT_TIMESTAMP = new("AT_TIMESTAMP");

    /// <summary>The constant of a value.</summary>
    public static ShardIteratorType FindValue(string value) => FindValue<ShardIteratorType>(value);

    /// <summary>The constant of a value; null for null.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator ShardIteratorType?(string? value) => value is null ? null : FindValue(value);
}

/// <summary>Capacity mode of a stream.</summary>
/// <param name="value">Value as sent; values that this version does not know are allowed.</param>
[JsonConverter(typeof(ConstantConverter<StreamMode>))]
public class StreamMode(string value) : ConstantClass(value), IConstant<StreamMode>
{
    /// <summary>The value <c>PROVISIONED</c>.</summary>
    public static readonly StreamMode PROVISIONED = new("PROVISIONED");

    /// <summary>The value <c>ON_DEMAND</c>.</summary>
    public static readonly StreamMode ON_DEMAND = new("ON_DEMAND");

    /// <summary>The constant of a value.</summary>
    public static StreamMode FindValue(string value) => FindValue<StreamMode>(value);

    /// <summary>The constant of a value; null for null.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator StreamMode?(string? value) => value is null ? null : FindValue(value);
}

/// <summary>State of a stream.</summary>
/// <param name="value">Value as sent; values that this version does not know are allowed.</param>
[JsonConverter(typeof(ConstantConverter<StreamStatus>))]
public class StreamStatus(string value) : ConstantClass(value), IConstant<StreamStatus>
{
    /// <summary>The value <c>CREATING</c>.</summary>
    public static readonly StreamStatus CREATING = new("CREATING");

    /// <summary>The value <c>DELETING</c>.</summary>
    public static readonly StreamStatus DELETING = new("DELETING");

    /// <summary>The value <c>ACTIVE</c>.</summary>
    public static readonly StreamStatus ACTIVE = new("ACTIVE");

    /// <summary>The value <c>UPDATING</c>.</summary>
    public static readonly StreamStatus UPDATING = new("UPDATING");

    /// <summary>The constant of a value.</summary>
    public static StreamStatus FindValue(string value) => FindValue<StreamStatus>(value);

    /// <summary>The constant of a value; null for null.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator StreamStatus?(string? value) => value is null ? null : FindValue(value);
}
