namespace PlatformOperator.Aws;

/// <summary>The credentials lead into another account than the Tenant names; nothing was called with them.</summary>
public sealed class IdentityMismatchException : Exception
{
    /// <summary>Says which account was expected and which was met.</summary>
    public IdentityMismatchException(AwsIdentity expected, string actualAccount)
        : base($"The credentials lead into account {actualAccount}, the Tenant names {expected.AccountId}. No call was made. Correct spec.aws.accountId or spec.aws.roleArn.")
    {
    }
}
