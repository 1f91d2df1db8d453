using System.Text.Json.Nodes;

namespace PlatformOperator.Desired;

/// <summary>
/// What the operator itself may do in an account, and who may become it. Which action takes which resource and condition is from the Service
/// Authorization Reference; where it falls short of what is needed, a comment says what bounds the action instead.
/// </summary>
public static partial class Policies
{
    /// <summary>Most characters of a managed policy, not counting white space (IAM quotas).</summary>
    public const int ManagedPolicyLimit = 6144;

    private const string InstallationTag = Owner.Prefix + "installation";

    // All that may change a key, but not its use: the operator never reads what is encrypted.
    private static readonly string[] ChangeKeys =
    [
        "kms:CancelKeyDeletion", "kms:CreateAlias", "kms:EnableKey", "kms:EnableKeyRotation", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:PutKeyPolicy",
        "kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UntagResource", "kms:UpdateAlias", "kms:UpdateKeyDescription",
    ];

    /// <summary>The operator's policy for buckets, streams and caches.</summary>
    public static string OperatorData(OperatorScope scope) => Document([.. OnBuckets(scope), .. OnStreams(scope), .. OnCaches(scope)]);

    /// <summary>The operator's policy for keys, for the roles of pods, and for the roles that it takes for tenants.</summary>
    public static string OperatorAccess(OperatorScope scope) => Document([.. OnKeys(scope), .. OnRoles(scope)]);

    /// <summary>The most that any pod's role may do: what <see cref="Ingest"/> and <see cref="Process"/> allow, on anything of the installation.</summary>
    public static string PodBoundary(OperatorScope scope)
    {
        var buckets = Arns.Bucket(scope.Regions[0], Names.InstallationPrefix(scope.Installation) + "*");
        return Document(
        [
            Allow(
                "Streams", ["kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards", "kinesis:PutRecords"], Streams(scope)),
            Allow("Buckets", ["s3:ListBucket"], [buckets]),
            Allow("Objects", ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], [buckets + "/*"]),
            Allow("Keys", ["kms:Decrypt", "kms:GenerateDataKey"], AllKeys(scope)).If("StringEquals", "aws:ResourceTag/" + InstallationTag, scope.Installation),
        ]);
    }

    /// <summary>Trust policy of the operator's role for EKS Pod Identity (EKS user guide, "Create IAM role with trust policy required by EKS Pod Identity").</summary>
    public static string PodIdentityTrust(string @namespace, string serviceAccount) => Document(
    [
        new JsonObject
        {
            ["Sid"] = "PodsOfTheServiceAccount",
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["Service"] = "pods.eks.amazonaws.com" },
            ["Action"] = Values(["sts:AssumeRole", "sts:TagSession"]),
        }
            .If("StringEquals", "aws:RequestTag/kubernetes-namespace", @namespace)
            .If("StringEquals", "aws:RequestTag/kubernetes-service-account", serviceAccount),
    ]);

    /// <summary>Trust policy of a role in a tenant's account, which the operator takes when the Tenant names it and the same external id.</summary>
    public static string TenantTrust(string operatorRoleArn, string externalId) => Document(
    [
        new JsonObject
        {
            ["Sid"] = "TheOperator",
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["AWS"] = operatorRoleArn },
            ["Action"] = "sts:AssumeRole",
        }.If("StringEquals", "sts:ExternalId", externalId),
    ]);

    // Tags of buckets decide nothing unless each bucket is set up for it (S3 user guide, "Enabling ABAC in general purpose buckets"): names do.
    private static IEnumerable<JsonObject> OnBuckets(OperatorScope scope)
    {
        string[] made = [.. scope.BucketPrefixes.Prepend(Names.InstallationPrefix(scope.Installation)).Select(prefix => Arns.Bucket(scope.Regions[0], prefix + "*"))];
        string[] all = [.. made, .. scope.Adoptable.Select(name => Arns.Bucket(scope.Regions[0], name))];
        yield return OfInstallation("aws:RequestTag/", scope, Allow("MakeBuckets", ["s3:CreateBucket", "s3:TagResource"], made));
        yield return Allow(
            "SetUpBuckets",
            [
                "s3:GetBucketOwnershipControls", "s3:GetBucketPolicy", "s3:GetBucketPublicAccessBlock", "s3:GetBucketTagging", "s3:GetBucketVersioning",
                "s3:GetEncryptionConfiguration", "s3:GetLifecycleConfiguration", "s3:PutBucketOwnershipControls", "s3:PutBucketPolicy", "s3:PutBucketPublicAccessBlock",
                "s3:PutBucketTagging", "s3:PutBucketVersioning", "s3:PutEncryptionConfiguration", "s3:PutLifecycleConfiguration",
            ],
            all);
        // Adopted buckets are never deleted.
        yield return Allow("DeleteBuckets", ["s3:DeleteBucket", "s3:ListBucketVersions"], made);
        yield return Allow("EmptyBuckets", ["s3:DeleteObject", "s3:DeleteObjectVersion"], [.. made.Select(bucket => bucket + "/*")]);
    }

    private static IEnumerable<JsonObject> OnStreams(OperatorScope scope)
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
        yield return Allow("SeeStreams", ["kinesis:DescribeStreamSummary", "kinesis:ListTagsForStream"], Streams(scope));
    }

    private static IEnumerable<JsonObject> OnCaches(OperatorScope scope)
    {
        var name = Names.InstallationPrefix(scope.Installation) + "*";
        string[] Named(params string[] kinds) => [.. scope.Regions.SelectMany(region => kinds.Select(kind => Arns.ElastiCache(region, scope.AccountId, kind)))];
        var caches = Named("cluster:" + name, "replicationgroup:" + name, "subnetgroup:" + name);
        yield return OfInstallation("aws:RequestTag/", scope, Allow("MakeCaches", ["elasticache:CreateCacheSubnetGroup", "elasticache:CreateReplicationGroup"], caches));
        // The call asks for its own action on everything that it names.
        yield return Allow("MakeCachesWith", ["elasticache:CreateReplicationGroup"], Named("parametergroup:default.*", "subnetgroup:" + name));
        yield return OursOrNobodys(scope, Allow(
            "ChangeCaches",
            [
                "elasticache:AddTagsToResource", "elasticache:DecreaseReplicaCount", "elasticache:DeleteCacheSubnetGroup", "elasticache:DeleteReplicationGroup",
                "elasticache:IncreaseReplicaCount", "elasticache:ModifyCacheSubnetGroup", "elasticache:ModifyReplicationGroup", "elasticache:RemoveTagsFromResource",
            ],
            caches));
        yield return Allow(
            "SeeCaches",
            ["elasticache:DescribeCacheClusters", "elasticache:DescribeCacheSubnetGroups", "elasticache:DescribeReplicationGroups", "elasticache:ListTagsForResource"], caches);
        // ElastiCache looks up the network as the caller; these know no resources.
        yield return Allow("SeeNetworks", ["ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs"], ["*"]);
    }

    private static IEnumerable<JsonObject> OnKeys(OperatorScope scope)
    {
        yield return OfInstallation("aws:RequestTag/", scope, Allow("MakeKeys", ["kms:CreateKey"], ["*"]));
        // Tags in CreateKey need TagResource on all keys. With an alias a key is no new one: nobody's becomes the installation's by a tag.
        yield return OfInstallation("aws:RequestTag/", scope, Allow("TagNewKeys", ["kms:TagResource"], AllKeys(scope))).If("Null", "kms:ResourceAliases", "true");
        // A key has no name of its own choosing. It is the installation's by its tag, or by its alias if somebody took the tag off.
        yield return OfInstallation("aws:ResourceTag/", scope, Allow("ChangeTaggedKeys", ChangeKeys, AllKeys(scope)));
        yield return Allow("ChangeNamedKeys", ChangeKeys, AllKeys(scope))
            .If("ForAnyValue:StringLike", "kms:ResourceAliases", Names.InstallationAliases(scope.Installation) + "*");
        yield return Allow(
            "NameKeys", ["kms:CreateAlias", "kms:UpdateAlias"],
            [.. scope.Regions.Select(region => Arns.Kms(region, scope.AccountId, Names.InstallationAliases(scope.Installation) + "*"))]);
        // A cache is given its key by a grant.
        yield return OfInstallation("aws:ResourceTag/", scope, Allow("LetCachesUseKeys", ["kms:CreateGrant"], AllKeys(scope))).If("Bool", "kms:GrantIsForAWSResource", "true");
        yield return Allow("TellWhoseKeysAre", ["kms:DescribeKey", "kms:ListResourceTags"], AllKeys(scope));
        yield return Allow("Search", ["kms:ListAliases", "kms:ListKeys", "tag:GetResources"], ["*"]);
    }

    private static IEnumerable<JsonObject> OnRoles(OperatorScope scope)
    {
        var (region, name) = (scope.Regions[0], Names.InstallationPrefix(scope.Installation) + "*");
        string[] roles = [Arns.Role(region, scope.AccountId, name)];
        yield return OfInstallation("aws:RequestTag/", scope, Allow("MakeRoles", ["iam:CreateRole"], roles)).If("StringEquals", "iam:PermissionsBoundary", scope.BoundaryArn);
        yield return OursOrNobodys(scope, Allow("GiveRights", ["iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"], roles))
            .If("StringEquals", "iam:PermissionsBoundary", scope.BoundaryArn);
        yield return OursOrNobodys(scope, Allow(
            "ChangeRoles",
            ["iam:DeleteRole", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "iam:TagRole", "iam:UntagRole", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole"], roles));
        // Of a role that is not there IAM knows no path.
        yield return Allow(
            "SeeRoles", ["iam:GetRole", "iam:GetRolePolicy", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"],
            [.. roles, Arns.Iam(region, scope.AccountId, "role/" + name)]);
        // The first cache of an account makes it (ElastiCache user guide, "Using service-linked roles").
        yield return Allow(
            "LetElastiCacheIn", ["iam:CreateServiceLinkedRole"],
            [Arns.Iam(region, scope.AccountId, "role/aws-service-role/elasticache.amazonaws.com/AWSServiceRoleForElastiCache")])
            .If("StringEquals", "iam:AWSServiceName", "elasticache.amazonaws.com");
        if (scope.TenantRoles.Count > 0)
            yield return Allow("BecomeTenants", ["sts:AssumeRole"], [.. scope.TenantRoles]);
    }

    private static string[] Streams(OperatorScope scope) =>
        [.. scope.Regions.Select(region => Arns.Stream(region, scope.AccountId, Names.InstallationPrefix(scope.Installation) + "*"))];

    private static string[] AllKeys(OperatorScope scope) => [.. scope.Regions.Select(region => Arns.Kms(region, scope.AccountId, "key/*"))];

    private static JsonObject OfInstallation(string tags, OperatorScope scope, JsonObject statement) => statement.If("StringEquals", tags + InstallationTag, scope.Installation);

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
