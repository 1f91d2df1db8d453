using System.Text.Json.Nodes;

namespace PlatformOperator.Desired;

/// <summary>What the operator itself and whoever plans may do in an account, and who may become the operator.</summary>
public static partial class Policies
{
    /// <summary>Most characters of a managed policy, not counting white space (IAM quotas).</summary>
    public const int ManagedPolicyLimit = 6144;

    /// <summary>All policies of the operator: one per service, since one for all would be longer than IAM takes (a role has up to ten, IAM quotas).</summary>
    public static IReadOnlyList<string> Operator(OperatorScope scope) =>
        [OperatorBuckets(scope), OperatorStreams(scope), OperatorCaches(scope), OperatorKeys(scope), OperatorRoles(scope)];

    /// <summary>The operator's policy for buckets.</summary>
    public static string OperatorBuckets(OperatorScope scope) => Document([SeeBuckets(scope), .. ChangeBuckets(scope)]);

    /// <summary>The operator's policy for streams.</summary>
    public static string OperatorStreams(OperatorScope scope) => Document([SeeStreams(scope), .. ChangeStreams(scope)]);

    /// <summary>The operator's policy for caches.</summary>
    public static string OperatorCaches(OperatorScope scope) => Document([SeeCaches(scope), .. ChangeCaches(scope)]);

    /// <summary>The operator's policy for keys.</summary>
    public static string OperatorKeys(OperatorScope scope) => Document([.. SeeKeys(scope), .. ChangeKeys(scope)]);

    /// <summary>The operator's policy for the roles of pods, and for the roles that it takes for tenants.</summary>
    public static string OperatorRoles(OperatorScope scope) => Document([SeeRoles(scope), .. ChangeRoles(scope), .. BecomeTenants(scope)]);

    /// <summary>The policy of whoever plans: what the operator looks at before it acts.</summary>
    public static string Plan(OperatorScope scope) =>
        Document([SeeBuckets(scope), SeeStreams(scope), SeeCaches(scope), .. SeeKeys(scope), SeeRoles(scope), .. BecomeTenants(scope)]);

    /// <summary>The most that any pod's role may do: what <see cref="Ingest"/> and <see cref="Process"/> allow, on anything of the installation.</summary>
    public static string PodBoundary(OperatorScope scope)
    {
        var buckets = Arns.Bucket(scope.Regions[0], Names.InstallationPrefix(scope.Installation) + "*");
        return Document(
        [
            Allow(
                "Streams",
                ["kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards", "kinesis:PutRecords"],
                Streams(scope)),
            Allow("Buckets", ["s3:ListBucket"], [buckets]),
            Allow("Objects", ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"], [buckets + "/*"]),
            Allow("Keys", ["kms:Decrypt", "kms:GenerateDataKey"], AllKeys(scope)).If("StringEquals", "aws:ResourceTag/" + InstallationTag, scope.Installation),
        ]);
    }

    /// <summary>
    /// Trust policy of the operator's role for EKS Pod Identity (EKS user guide, "Create IAM role with trust policy required by EKS Pod Identity").
    /// </summary>
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

    /// <summary>
    /// Trust policy of a role in a tenant's account, which the operator takes when the Tenant names it and the same external id. EKS Pod Identity has
    /// tagged the operator's session, and those tags go along (EKS user guide, "Grant Pods access to AWS resources based on tags").
    /// </summary>
    public static string TenantTrust(string operatorRoleArn, string externalId) => Document(
    [
        new JsonObject
        {
            ["Sid"] = "TheOperator",
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["AWS"] = operatorRoleArn },
            ["Action"] = "sts:AssumeRole",
        }.If("StringEquals", "sts:ExternalId", externalId),
        new JsonObject
        {
            ["Sid"] = "WithItsTags",
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["AWS"] = operatorRoleArn },
            ["Action"] = "sts:TagSession",
        },
    ]);
}
