using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Amazon.Protocol;
using Amazon.Runtime;

namespace Amazon.ElastiCache;

/// <summary>What happens to a password.</summary>
/// <param name="value">Value as sent; values that this version does not know are allowed.</param>
[JsonConverter(typeof(ConstantConverter<AuthTokenUpdateStatus>))]
public class AuthTokenUpdateStatus(string value) : ConstantClass(value), IConstant<AuthTokenUpdateStatus>
{
    /// <summary>The value <c>SETTING</c>.</summary>
    public static readonly AuthTokenUpdateStatus SETTING = new("SETTING");

    /// <summary>The value <c>ROTATING</c>.</summary>
    public static readonly AuthTokenUpdateStatus ROTATING = new("ROTATING");

    /// <summary>The constant of a value.</summary>
    public static AuthTokenUpdateStatus FindValue(string value) => FindValue<AuthTokenUpdateStatus>(value);

    /// <summary>The constant of a value; null for null.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator AuthTokenUpdateStatus?(string? value) => value is null ? null : FindValue(value);
}

/// <summary>What to do with a password.</summary>
/// <param name="value">Value as sent; values that this version does not know are allowed.</param>
[JsonConverter(typeof(ConstantConverter<AuthTokenUpdateStrategyType>))]
public class AuthTokenUpdateStrategyType(string value) : ConstantClass(value), IConstant<AuthTokenUpdateStrategyType>
{
    /// <summary>The value <c>SET</c>.</summary>
    public static readonly AuthTokenUpdateStrategyType SET = new("SET");

    /// <summary>The value <c>ROTATE</c>.</summary>
    public static readonly AuthTokenUpdateStrategyType ROTATE = new("ROTATE");

    /// <summary>The value <c>DELETE</c>.</summary>
    public static readonly AuthTokenUpdateStrategyType DELETE = new("DELETE");

    /// <summary>The constant of a value.</summary>
    public static AuthTokenUpdateStrategyType FindValue(string value) => FindValue<AuthTokenUpdateStrategyType>(value);

    /// <summary>The constant of a value; null for null.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator AuthTokenUpdateStrategyType?(string? value) => value is null ? null : FindValue(value);
}

/// <summary>State of automatic failover.</summary>
/// <param name="value">Value as sent; values that this version does not know are allowed.</param>
[JsonConverter(typeof(ConstantConverter<AutomaticFailoverStatus>))]
public class AutomaticFailoverStatus(string value) : ConstantClass(value), IConstant<AutomaticFailoverStatus>
{
    /// <summary>The value <c>enabled</c>.</summary>
    public static readonly AutomaticFailoverStatus Enabled = new("enabled");

    /// <summary>The value <c>disabled</c>.</summary>
    public static readonly AutomaticFailoverStatus Disabled = new("disabled");

    /// <summary>The value <c>enabling</c>.</summary>
    public static readonly AutomaticFailoverStatus Enabling = new("enabling");

    /// <summary>The value <c>disabling</c>.</summary>
    public static readonly AutomaticFailoverStatus Disabling = new("disabling");

    /// <summary>The constant of a value.</summary>
    public static AutomaticFailoverStatus FindValue(string value) => FindValue<AutomaticFailoverStatus>(value);

    /// <summary>The constant of a value; null for null.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator AutomaticFailoverStatus?(string? value) => value is null ? null : FindValue(value);
}

/// <summary>Whether a replication group is sharded.</summary>
/// <param name="value">Value as sent; values that this version does not know are allowed.</param>
[JsonConverter(typeof(ConstantConverter<ClusterMode>))]
public class ClusterMode(string value) : ConstantClass(value), IConstant<ClusterMode>
{
    /// <summary>The value <c>enabled</c>.</summary>
    public static readonly ClusterMode Enabled = new("enabled");

    /// <summary>The value <c>disabled</c>.</summary>
    public static readonly ClusterMode Disabled = new("disabled");

    /// <summary>The value <c>compatible</c>.</summary>
    public static readonly ClusterMode Compatible = new("compatible");

    /// <summary>The constant of a value.</summary>
    public static ClusterMode FindValue(string value) => FindValue<ClusterMode>(value);

    /// <summary>The constant of a value; null for null.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator ClusterMode?(string? value) => value is null ? null : FindValue(value);
}

/// <summary>Whether data may be moved to local SSD.</summary>
/// <param name="value">Value as sent; values that this version does not know are allowed.</param>
[JsonConverter(typeof(ConstantConverter<DataTieringStatus>))]
public class DataTieringStatus(string value) : ConstantClass(value), IConstant<DataTieringStatus>
{
    /// <summary>The value <c>enabled</c>.</summary>
    public static readonly DataTieringStatus Enabled = new("enabled");

    /// <summary>The value <c>disabled</c>.</summary>
    public static readonly DataTieringStatus Disabled = new("disabled");

    /// <summary>The constant of a value.</summary>
    public static DataTieringStatus FindValue(string value) => FindValue<DataTieringStatus>(value);

    /// <summary>The constant of a value; null for null.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator DataTieringStatus?(string? value) => value is null ? null : FindValue(value);
}

/// <summary>Whether replicas are kept in other availability zones.</summary>
/// <param name="value">Value as sent; values that this version does not know are allowed.</param>
[JsonConverter(typeof(ConstantConverter<MultiAZStatus>))]
public class MultiAZStatus(string value) : ConstantClass(value), IConstant<MultiAZStatus>
{
    /// <summary>The value <c>enabled</c>.</summary>
    public static readonly MultiAZStatus Enabled = new("enabled");

    /// <summary>The value <c>disabled</c>.</summary>
    public static readonly MultiAZStatus Disabled = new("disabled");

    /// <summary>The constant of a value.</summary>
    public static MultiAZStatus FindValue(string value) => FindValue<MultiAZStatus>(value);

    /// <summary>The constant of a value; null for null.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator MultiAZStatus?(string? value) => value is null ? null : FindValue(value);
}

/// <summary>Automatic failover after a pending change.</summary>
/// <param name="value">Value as sent; values that this version does not know are allowed.</param>
[JsonConverter(typeof(ConstantConverter<PendingAutomaticFailoverStatus>))]
public class PendingAutomaticFailoverStatus(string value) : ConstantClass(value), IConstant<PendingAutomaticFailoverStatus>
{
    /// <summary>The value <c>enabled</c>.</summary>
    public static readonly PendingAutomaticFailoverStatus Enabled = new("enabled");

    /// <summary>The value <c>disabled</c>.</summary>
    public static readonly PendingAutomaticFailoverStatus Disabled = new("disabled");

    /// <summary>The constant of a value.</summary>
    public static PendingAutomaticFailoverStatus FindValue(string value) => FindValue<PendingAutomaticFailoverStatus>(value);

    /// <summary>The constant of a value; null for null.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator PendingAutomaticFailoverStatus?(string? value) => value is null ? null : FindValue(value);
}

/// <summary>Whether plain connections are still taken.</summary>
/// <param name="value">Value as sent; values that this version does not know are allowed.</param>
[JsonConverter(typeof(ConstantConverter<TransitEncryptionMode>))]
public class TransitEncryptionMode(string value) : ConstantClass(value), IConstant<TransitEncryptionMode>
{
    /// <summary>The value <c>preferred</c>.</summary>
    public static readonly TransitEncryptionMode Preferred = new("preferred");

    /// <summary>The value <c>required</c>.</summary>
    public static readonly TransitEncryptionMode Required = new("required");

    /// <summary>The constant of a value.</summary>
    public static TransitEncryptionMode FindValue(string value) => FindValue<TransitEncryptionMode>(value);

    /// <summary>The constant of a value; null for null.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator TransitEncryptionMode?(string? value) => value is null ? null : FindValue(value);
}
