namespace PlatformOperator.Desired;

/// <summary>What an installation of the operator works with in one AWS account; its IAM policies end there.</summary>
/// <param name="Installation">Name of the installation.</param>
/// <param name="AccountId">The account, twelve digits.</param>
/// <param name="Regions">Regions of the tenants, at least one.</param>
public sealed record OperatorScope(string Installation, string AccountId, IReadOnlyList<string> Regions)
{
    /// <summary>Name of the managed policy that bounds the roles of pods, where no other is named.</summary>
    public const string BoundaryName = "dataplatform-pods";

    /// <summary>The <c>aws.bucketPrefixes</c> of the Tenants.</summary>
    public IReadOnlyList<string> BucketPrefixes { get; init; } = [];

    /// <summary>The <c>aws.adoptable</c> bucket names of the Tenants.</summary>
    public IReadOnlyList<string> Adoptable { get; init; } = [];

    /// <summary>ARNs of the roles that Tenants name as <c>aws.roleArn</c>.</summary>
    public IReadOnlyList<string> TenantRoles { get; init; } = [];

    /// <summary>ARN of the managed policy that bounds the roles of pods.</summary>
    public string BoundaryArn { get; init; } = Arns.Iam(Regions[0], AccountId, "policy/" + BoundaryName);
}
