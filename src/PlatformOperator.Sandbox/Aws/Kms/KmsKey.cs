using System.Security.Cryptography;
using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Policies;

namespace PlatformOperator.Sandbox.Aws.Kms;

internal enum KeyState
{
    Enabled,
    Disabled,
    PendingDeletion,
}

/// <summary>A symmetric encryption key.</summary>
internal sealed class KmsKey(string account, string region, DateTimeOffset created)
{
    public string Account => account;

    public string Region => region;

    public Guid Guid { get; } = Guid.NewGuid();

    public string KeyId => Guid.ToString();

    public string Arn => Core.Arn.Of("kms", region, account, "key/" + KeyId);

    public DateTimeOffset Created => created;

    /// <summary>True for keys like alias/aws/s3 that a service makes for itself.</summary>
    public bool AwsManaged { get; init; }

    public string Description { get; set; } = "";

    public required string PolicyJson { get; set; }

    public required PolicyDocument Policy { get; set; }

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    public KeyState State { get; set; }

    public DateTimeOffset? DeletionDate { get; set; }

    public int? RotationPeriodDays { get; set; }

    public DateTimeOffset RotationSince { get; set; }

    public byte[] Material { get; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>Refuses a change to a key that is to be deleted.</summary>
    public void MustNotBePendingDeletion()
    {
        if (State == KeyState.PendingDeletion) throw new AwsException("KMSInvalidStateException", $"{Arn} is pending deletion.");
    }

    /// <summary>Refuses what only an enabled key can do.</summary>
    public void MustBeEnabled()
    {
        MustNotBePendingDeletion();
        if (State == KeyState.Disabled) throw new AwsException("DisabledException", $"{Arn} is disabled.");
    }
}

/// <summary>A name of a key; <see cref="Name"/> starts with "alias/".</summary>
internal sealed record KmsAlias(string Name, string KeyId, DateTimeOffset Created, DateTimeOffset Updated);

/// <summary>One account's keys and aliases in one region.</summary>
internal sealed class KmsRegion(string account, string region)
{
    public string Account => account;

    public string Region => region;

    public SortedDictionary<string, KmsKey> Keys { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, KmsAlias> Aliases { get; } = new(StringComparer.Ordinal);

    public string AliasArn(string name) => Core.Arn.Of("kms", region, account, name);
}
