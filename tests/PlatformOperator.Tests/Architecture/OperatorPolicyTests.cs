using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json.Nodes;
using PlatformOperator.Aws;
using PlatformOperator.Desired;

namespace PlatformOperator.Tests.Architecture;

/// <summary>
/// The operator's IAM policies hold what it calls and nothing else. Whether they hold it for the right resources, every test with a sandbox shows: its
/// operator has these policies and no more.
/// </summary>
public sealed class OperatorPolicyTests
{
    // Unless AWS raised it for the account (IAM quotas).
    private const int ManagedPoliciesOfRole = 10;

    private static readonly OperatorScope Scope = new("prod", "111122223333", ["eu-west-1"])
    {
        BucketPrefixes = ["acme-"], Adoptable = ["acme-legacy"], TenantRoles = ["arn:aws:iam::444455556666:role/platform-operator"],
    };

    private static readonly Dictionary<string, string> Services = new()
    {
        ["Amazon.S3.Model"] = "s3",
        ["Amazon.KeyManagementService.Model"] = "kms",
        ["Amazon.Kinesis.Model"] = "kinesis",
        ["Amazon.ElastiCache.Model"] = "elasticache",
        ["Amazon.IdentityManagement.Model"] = "iam",
        ["Amazon.ResourceGroupsTaggingAPI.Model"] = "tag",
        ["Amazon.SecurityToken.Model"] = "sts",
    };

    // Calls whose actions have other names than they, more than one, or none; from the Service Authorization Reference unless a remark says otherwise.
    private static readonly Dictionary<string, string[]> Otherwise = new()
    {
        ["s3:PutBucket"] = ["s3:CreateBucket", "s3:TagResource"],
        ["s3:DeleteLifecycleConfiguration"] = ["s3:PutLifecycleConfiguration"],
        ["s3:DeleteObjects"] = ["s3:DeleteObject", "s3:DeleteObjectVersion"],
        ["s3:GetBucketEncryption"] = ["s3:GetEncryptionConfiguration"],
        ["s3:GetPublicAccessBlock"] = ["s3:GetBucketPublicAccessBlock"],
        ["s3:ListVersions"] = ["s3:ListBucketVersions"],
        ["s3:PutBucketEncryption"] = ["s3:PutEncryptionConfiguration"],
        ["s3:PutPublicAccessBlock"] = ["s3:PutBucketPublicAccessBlock"],
        // What ElastiCache does as the caller: AWS's own policy AmazonElastiCacheFullAccess, and its user guide on encryption at rest.
        ["elasticache:CreateReplicationGroup"] =
        [
            "elasticache:CreateReplicationGroup", "kms:CreateGrant", "iam:CreateServiceLinkedRole", "ec2:DescribeSecurityGroups",
            "ec2:DescribeSubnets", "ec2:DescribeVpcs",
        ],
        // Everybody may.
        ["sts:GetCallerIdentity"] = [],
        ["sts:AssumeRole"] = ["sts:AssumeRole", "sts:TagSession"],
        // Only without a boundary for the roles of pods, and the policies ask for one.
        ["iam:DeleteRolePermissionsBoundary"] = [],
    };

    [Fact]
    public void They_hold_what_the_operator_calls_and_nothing_else()
    {
        var called = Calls().SelectMany(call => Otherwise.GetValueOrDefault(call, [call])).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(called, Statements(Policies.Operator(Scope)).SelectMany(statement => Texts(statement["Action"])).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>A call that looks and is new belongs to one or the other.</summary>
    [Fact]
    public void A_plan_may_look_at_all_that_the_operator_looks_at_before_it_acts()
    {
        // Finds keys after an interrupted create, strays and what is retained; and empties buckets.
        string[] acting = ["kms:ListAliases", "kms:ListKeys", "s3:ListVersions", "tag:GetResources"];
        var looks = Calls().Where(call => CallLimiter.IsRead(call.Split(':')[1]) && call != "sts:GetCallerIdentity").ToList();

        Assert.Empty(acting.Except(looks));
        Assert.Equal(
            looks.Except(acting).Append("sts:AssumeRole").SelectMany(call => Otherwise.GetValueOrDefault(call, [call])).Order(StringComparer.Ordinal),
            Statements([Policies.Plan(Scope)]).SelectMany(statement => Texts(statement["Action"])).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_what_knows_no_resources_is_allowed_on_all()
    {
        var onAll = Statements(Policies.Operator(Scope))
            .Where(statement => Texts(statement["Resource"]).Contains("*")).SelectMany(statement => Texts(statement["Action"]));

        Assert.Equal(
            ["ec2:DescribeSecurityGroups", "ec2:DescribeSubnets", "ec2:DescribeVpcs", "kms:CreateKey", "kms:ListAliases", "kms:ListKeys", "tag:GetResources"],
            onAll.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(
            Statements(Policies.Operator(Scope)).SelectMany(statement => Texts(statement["Action"])), action => action.Contains('*', StringComparison.Ordinal));
    }

    [Fact]
    public void They_fit_into_managed_policies()
    {
        var large = new OperatorScope("an-installation-of-20", "111122223333", ["eu-west-1", "eu-central-1", "us-east-1", "ap-southeast-2"])
        {
            BucketPrefixes = [.. Enumerable.Range(0, 20).Select(number => $"agency-number-{number}-")],
            Adoptable = [.. Enumerable.Range(0, 20).Select(number => $"a-bucket-of-before-{number}")],
            TenantRoles = [.. Enumerable.Range(0, 25).Select(number => $"arn:aws:iam::4444555566{number:00}:role/platform-operator")],
        };

        Assert.All(
            [.. Policies.Operator(large), Policies.Plan(large), Policies.PodBoundary(large)], policy => Assert.InRange(policy.Length, 1, Policies.ManagedPolicyLimit));
        Assert.InRange(Policies.Operator(large).Count, 1, ManagedPoliciesOfRole);
    }

    /// <summary>The names of computed names and of policies agree.</summary>
    [Theory]
    [InlineData("prod")]
    [InlineData("a-b--c")]
    [InlineData("an-installation-o-20")]
    public void Everything_of_an_installation_is_named_as_its_policies_say(string installation)
    {
        var owner = new Owner(
            installation, "acme", "DataPipeline", "a-namespace-that-is-long", "a-pipeline-with-a-name-that-is-too-long-for-any-of-these", "ingest");

        Assert.All(
            [Names.Bucket(owner, "111122223333", "eu-west-1"), Names.Stream(owner), Names.ReplicationGroup(owner), Names.Role(owner)],
            name => Assert.StartsWith(Names.InstallationPrefix(installation), name, StringComparison.Ordinal));
        Assert.StartsWith(Names.InstallationAliases(installation), Names.KeyAlias(owner), StringComparison.Ordinal);
        Assert.StartsWith(Names.InstallationAliases(installation), Names.KeyAlias(owner with { Namespace = "", Part = "shared" }), StringComparison.Ordinal);
    }

    /// <summary>The requests that the operator's program knows, as service and operation.</summary>
    private static IEnumerable<string> Calls()
    {
        using var program = new PEReader(File.OpenRead(typeof(OperatorHost).Assembly.Location));
        var metadata = program.GetMetadataReader();
        return
        [
            .. metadata.TypeReferences.Select(metadata.GetTypeReference)
                .Select(type => (Namespace: metadata.GetString(type.Namespace), Name: metadata.GetString(type.Name)))
                .Where(
                    type => type.Name.EndsWith("Request", StringComparison.Ordinal)
                        && type.Namespace.StartsWith("Amazon.", StringComparison.Ordinal) && type.Namespace.EndsWith(".Model", StringComparison.Ordinal))
                .Select(type => $"{Services[type.Namespace]}:{type.Name[..^"Request".Length]}"),
        ];
    }

    private static IEnumerable<JsonNode> Statements(IEnumerable<string> policies) =>
        policies.SelectMany(policy => JsonNode.Parse(policy)!["Statement"]!.AsArray()).Select(statement => statement!);

    private static IEnumerable<string> Texts(JsonNode? node) =>
        node is JsonArray several ? several.Select(text => text!.GetValue<string>()) : [node!.GetValue<string>()];
}
