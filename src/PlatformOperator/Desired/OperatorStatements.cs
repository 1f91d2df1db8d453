using System.Text.Json.Nodes;

namespace PlatformOperator.Desired;

/// <summary>
/// The statements of the operator's policies: per service what looks, which is all that a plan does, and what makes and changes. Which action takes
/// which resource and condition is from the Service Authorization Reference; where it falls short of what is needed, a comment says what bounds the
/// action instead.
/// </summary>
public static partial class Policies
{
    private const string InstallationTag = Owner.Prefix + "installation";

    private static readonly string[] LookIntoKeys = ["kms:GetKeyPolicy", "kms:GetKeyRotationStatus"];

    // All that may change a key, but not its use: the operator never reads what is encrypted.
    private static readonly string[] SetUpKeys =
    [
        "kms:CancelKeyDeletion", "kms:CreateAlias", "kms:EnableKey", "kms:EnableKeyRotation", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:TagResource",
        "kms:UntagResource", "kms:UpdateAlias", "kms:UpdateKeyDescription",
    ];

    private static JsonObject SeeBuckets(OperatorScope scope) => Allow(
        "SeeBuckets",
        [
            "s3:GetBucketOwnershipControls", "s3:GetBucketPolicy", "s3:GetBucketPublicAccessBlock", "s3:GetBucketTagging", "s3:GetBucketVersioning",
            "s3:GetEncryptionConfiguration", "s3:GetLifecycleConfiguration",
        ],
        AllBuckets(scope));

    // Tags of buckets decide nothing unless each bucket is set up for it (S3 user guide, "Enabling ABAC in general purpose buckets"): names do.
    private static IEnumerable<JsonObject> ChangeBuckets(OperatorScope scope)
    {
        var made = MadeBuckets(scope);
        yield return OfInstallation("aws:RequestTag/", scope, Allow("MakeBuckets", ["s3:CreateBucket", "s3:TagResource"], made));
        yield return Allow(
            "SetUpBuckets",
            [
                "s3:PutBucketOwnershipControls", "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock", "s3:PutBucketTagging", "s3:PutBucketVersioning",
                "s3:PutEncryptionConfiguration", "s3:PutLifecycleConfiguration",
            ],
            AllBuckets(scope));
        // Adopted buckets are never deleted.
        yield return Allow("DeleteBuckets", ["s3:DeleteBucket", "s3:ListBucketVersions"], made);
        yield return Allow("EmptyBuckets", ["s3:DeleteObject", "s3:DeleteObjectVersion"], [.. made.Select(bucket => bucket + "/*")]);
    }

    private static JsonObject SeeStreams(OperatorScope scope) =>
        Allow("SeeStreams", ["kinesis:DescribeStreamSummary", "kinesis:ListTagsForStream"], Streams(scope));

    private static IEnumerable<JsonObject> ChangeStreams(OperatorScope scope)
    {
        yield return OfInstallation("aws:RequestTag/", scope, Allow("MakeStreams", ["kinesis:CreateStream"], Streams(scope)));
        // Tags in CreateStream need AddTagsToStream (Kinesis API reference).
        yield return OursOrNobodys(scope, Allow(
            "ChangeStreams",
            [
                "kinesis:AddTagsToStream", "kinesis:DecreaseStreamRetentionPeriod", "kinesis:DeleteStream", "kinesis:DisableEnhancedMonitoring",
                "kinesis:EnableEnhancedMonitoring", "kinesis:IncreaseStreamRetentionPeriod", "kinesis:RemoveTagsFromStream", "kinesis:StartStreamEncryption",
                "kinesis:UpdateShardCount", "kinesis:UpdateStreamMode",
            ],
            Streams(scope)));
    }

    private static JsonObject SeeCaches(OperatorScope scope) => Allow(
        "SeeCaches",
        [
            "elasticache:DescribeCacheClusters", "elasticache:DescribeCacheSubnetGroups", "elasticache:DescribeReplicationGroups",
            "elasticache:ListTagsForResource",
        ],
        Caches(scope));

    private static IEnumerable<JsonObject> ChangeCaches(OperatorScope scope)
    {
        var caches = Caches(scope);
        yield return OfInstallation(
            "aws:RequestTag/", scope, Allow("MakeCaches", ["elasticache:CreateCacheSubnetGroup", "elasticache:CreateReplicationGroup"], caches));
        // The call asks for its own action on everything that it names.
        yield return Allow(
            "MakeCachesWith", ["elasticache:CreateReplicationGroup"], OfElastiCache(scope, "parametergroup:default.*", "subnetgroup:" + Named(scope)));
        yield return OursOrNobodys(scope, Allow(
            "ChangeCaches",
            [
                "elasticache:AddTagsToResource", "elasticache:DecreaseReplicaCount", "elasticache:DeleteCacheSubnetGroup", "elasticache:DeleteReplicationGroup",
                "elasticache:IncreaseReplicaCount", "elasticache:ModifyCacheSubnetGroup", "elasticache:ModifyReplicationGroup",
                "elasticache:RemoveTagsFromResource",
            ],
            caches));
        // ElastiCache looks up the network as the caller; these know no resources.
        yield return Allow("SeeNetworks", ["ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs"], ["*"]);
        // The first cache of an account makes it (ElastiCache user guide, "Using service-linked roles").
        yield return Allow(
            "LetElastiCacheIn", ["iam:CreateServiceLinkedRole"],
            [Arns.Iam(scope.Regions[0], scope.AccountId, "role/aws-service-role/elasticache.amazonaws.com/AWSServiceRoleForElastiCache")])
            .If("StringEquals", "iam:AWSServiceName", "elasticache.amazonaws.com");
    }

    private static IEnumerable<JsonObject> SeeKeys(OperatorScope scope)
    {
        yield return Allow("TellWhoseKeysAre", ["kms:DescribeKey", "kms:ListResourceTags"], AllKeys(scope));
        foreach (var statement in OnOurKeys("SeeTaggedKeys", "SeeNamedKeys", LookIntoKeys, scope))
            yield return statement;
    }

    private static IEnumerable<JsonObject> ChangeKeys(OperatorScope scope)
    {
        yield return OfInstallation("aws:RequestTag/", scope, Allow("MakeKeys", ["kms:CreateKey"], ["*"]));
        // Tags in CreateKey need TagResource on all keys. With an alias a key is no new one: nobody's becomes the installation's by a tag.
        yield return OfInstallation("aws:RequestTag/", scope, Allow("TagNewKeys", ["kms:TagResource"], AllKeys(scope)))
            .If("Null", "kms:ResourceAliases", "true");
        foreach (var statement in OnOurKeys("ChangeTaggedKeys", "ChangeNamedKeys", SetUpKeys, scope))
            yield return statement;
        yield return Allow(
            "NameKeys", ["kms:CreateAlias", "kms:UpdateAlias"],
            [.. scope.Regions.Select(region => Arns.Kms(region, scope.AccountId, Names.InstallationAliases(scope.Installation) + "*"))]);
        // A cache is given its key by a grant.
        yield return OfInstallation("aws:ResourceTag/", scope, Allow("LetCachesUseKeys", ["kms:CreateGrant"], AllKeys(scope)))
            .If("Bool", "kms:GrantIsForAWSResource", "true");
        yield return Allow("Search", ["kms:ListAliases", "kms:ListKeys", "tag:GetResources"], ["*"]);
    }

    private static JsonObject SeeRoles(OperatorScope scope) => Allow(
        // Of a role that is not there IAM knows no path.
        "SeeRoles", ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"],
        [Roles(scope), Arns.Iam(scope.Regions[0], scope.AccountId, "role/" + Named(scope))]);

    private static IEnumerable<JsonObject> ChangeRoles(OperatorScope scope)
    {
        string[] roles = [Roles(scope)];
        yield return OfInstallation("aws:RequestTag/", scope, Allow("MakeRoles", ["iam:CreateRole"], roles))
            .If("StringEquals", "iam:PermissionsBoundary", scope.BoundaryArn);
        yield return OursOrNobodys(scope, Allow("GiveRights", ["iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"], roles))
            .If("StringEquals", "iam:PermissionsBoundary", scope.BoundaryArn);
        yield return OursOrNobodys(scope, Allow(
            "ChangeRoles",
            [
                "iam:DeleteRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:TagRole", "iam:UntagRole", "iam:UpdateAssumeRolePolicy",
                "iam:UpdateRole",
            ],
            roles));
    }

    private static IEnumerable<JsonObject> BecomeTenants(OperatorScope scope) =>
        scope.TenantRoles.Count == 0 ? [] : [Allow("BecomeTenants", ["sts:AssumeRole", "sts:TagSession"], [.. scope.TenantRoles])];

    /// <summary>A key has no name of its own choosing. It is the installation's by its tag, or by its alias if somebody took the tag off.</summary>
    private static IEnumerable<JsonObject> OnOurKeys(string tagged, string named, string[] actions, OperatorScope scope)
    {
        yield return OfInstallation("aws:ResourceTag/", scope, Allow(tagged, actions, AllKeys(scope)));
        yield return Allow(named, actions, AllKeys(scope))
            .If("ForAnyValue:StringLike", "kms:ResourceAliases", Names.InstallationAliases(scope.Installation) + "*");
    }

    private static string Named(OperatorScope scope) => Names.InstallationPrefix(scope.Installation) + "*";

    private static string[] MadeBuckets(OperatorScope scope) =>
        [.. scope.BucketPrefixes.Select(prefix => prefix + "*").Prepend(Named(scope)).Select(name => Arns.Bucket(scope.Regions[0], name))];

    private static string[] AllBuckets(OperatorScope scope) => [.. MadeBuckets(scope), .. scope.Adoptable.Select(name => Arns.Bucket(scope.Regions[0], name))];

    private static string[] Streams(OperatorScope scope) => [.. scope.Regions.Select(region => Arns.Stream(region, scope.AccountId, Named(scope)))];

    private static string[] Caches(OperatorScope scope) =>
        OfElastiCache(scope, "cluster:" + Named(scope), "replicationgroup:" + Named(scope), "subnetgroup:" + Named(scope));

    private static string[] OfElastiCache(OperatorScope scope, params string[] names) =>
        [.. scope.Regions.SelectMany(region => names.Select(name => Arns.ElastiCache(region, scope.AccountId, name)))];

    private static string[] AllKeys(OperatorScope scope) => [.. scope.Regions.Select(region => Arns.Kms(region, scope.AccountId, "key/*"))];

    private static string Roles(OperatorScope scope) => Arns.Role(scope.Regions[0], scope.AccountId, Named(scope));

    private static JsonObject OfInstallation(string tags, OperatorScope scope, JsonObject statement) =>
        statement.If("StringEquals", tags + InstallationTag, scope.Installation);

    // What has a name of the installation and lost its tags gets them back; an installation whose name begins alike keeps what it tagged.
    private static JsonObject OursOrNobodys(OperatorScope scope, JsonObject statement) =>
        statement.If("StringEqualsIfExists", "aws:ResourceTag/" + InstallationTag, scope.Installation);

    private static JsonObject If(this JsonObject statement, string test, string key, string value)
    {
        if (statement["Condition"] is not JsonObject condition)
            statement["Condition"] = condition = [];
        if (condition[test] is not JsonObject keys)
            condition[test] = keys = [];
        keys[key] = value;
        return statement;
    }
}
