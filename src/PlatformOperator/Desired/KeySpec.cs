namespace PlatformOperator.Desired;

/// <summary>A KMS key with its alias, as it should be.</summary>
/// <param name="Owner">Whom the key belongs to.</param>
/// <param name="Alias">Alias with its prefix, <c>alias/…</c>; the key's identity for the operator, since KMS names no keys itself.</param>
/// <param name="Description">Free text shown in the KMS console.</param>
/// <param name="Policy">Key policy document, JSON.</param>
/// <param name="RotationPeriodDays">Days between automatic rotations, 90 to 2560.</param>
/// <param name="DeletionWindowDays">Days between scheduling a deletion and the key's end, 7 to 30.</param>
/// <param name="Tags">All tags, the owner's included.</param>
public sealed record KeySpec(
    Owner Owner, string Alias, string Description, string Policy, int RotationPeriodDays, int DeletionWindowDays,
    IReadOnlyDictionary<string, string> Tags) : ITagged;
