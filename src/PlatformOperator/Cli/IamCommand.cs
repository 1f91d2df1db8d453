using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PlatformOperator.Api;
using PlatformOperator.Desired;

namespace PlatformOperator.Cli;

/// <summary>The verb <c>iam</c>: prints the documents that an administrator gives to IAM, so that the operator can work in an account and no further.</summary>
internal static partial class IamCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Option<string> Installation = Matching(
        new("--installation") { Description = "Name of the installation.", Required = true }, InstallationForm(),
        "takes at most 20 lower-case letters, digits and hyphens");

    private static readonly Option<string> Account = Matching(
        new("--account") { Description = "AWS account that the document is for.", Required = true }, AccountForm(), "takes an account id of twelve digits");

    private static readonly Option<string[]> Regions = Several("--region", "AWS region of Tenants", required: true);

    private static readonly Option<string[]> BucketPrefixes = Several("--bucket-prefix", "A prefix that a Tenant lists in aws.bucketPrefixes");

    private static readonly Option<string[]> Adoptable = Several("--adoptable", "A bucket that a Tenant lists in aws.adoptable");

    private static readonly Option<string[]> TenantRoles = Several("--tenant-role", "The ARN of a role to take in the account of a Tenant with aws.roleArn");

    private static readonly Option<string?> Boundary = new("--permissions-boundary")
    {
        Description = "ARN of the managed policy that bounds the roles of pods, as the operator is given it. "
            + $"By default the account's policy {OperatorScope.BoundaryName}.",
    };

    private static readonly Option<string> OidcProvider = new("--oidc-provider")
    {
        Description = "Issuer of the cluster's service account tokens without https://.", Required = true,
    };

    private static readonly Option<string> Namespace = new("--namespace")
    {
        Description = "Namespace of the operator.", DefaultValueFactory = _ => "platform-operator-system",
    };

    private static readonly Option<string> OperatorRole = new("--operator-role") { Description = "ARN of the operator's role.", Required = true };

    private static readonly Option<string> ExternalId = new("--external-id") { Description = "The aws.externalId of the Tenant.", Required = true };

    public static Command Build() => new("iam", "Print a document for IAM: a policy of the operator or of whoever plans, or who may take the operator's role.")
    {
        Print(
            "operator-buckets", "Managed policy of the operator's role for S3.", [Installation, Account, Regions, BucketPrefixes, Adoptable],
            result => Policies.OperatorBuckets(Scope(result))),
        Print(
            "operator-streams", "Managed policy of the operator's role for Kinesis.", [Installation, Account, Regions],
            result => Policies.OperatorStreams(Scope(result))),
        Print(
            "operator-caches", "Managed policy of the operator's role for ElastiCache.", [Installation, Account, Regions],
            result => Policies.OperatorCaches(Scope(result))),
        Print(
            "operator-keys", "Managed policy of the operator's role for KMS.", [Installation, Account, Regions],
            result => Policies.OperatorKeys(Scope(result))),
        Print(
            "operator-roles", "Managed policy of the operator's role for the roles of pods, and the roles of tenants.",
            [Installation, Account, Regions, Boundary, TenantRoles],
            result => Policies.OperatorRoles(Scope(result))),
        Print(
            "plan", "Managed policy of whoever runs platform-operator plan --live: it reads, and nothing of what is stored.",
            [Installation, Account, Regions, BucketPrefixes, Adoptable, TenantRoles],
            result => Policies.Plan(Scope(result))),
        Print(
            "pod-boundary", $"Managed policy {OperatorScope.BoundaryName}, the permissions boundary of the roles of pods.", [Installation, Account, Regions],
            result => Policies.PodBoundary(Scope(result))),
        Print(
            "irsa-trust", "Trust policy of the operator's role for IAM roles for service accounts.", [Account, Regions, OidcProvider, Namespace],
            result => Policies.Trust(
                result.GetRequiredValue(Regions)[0], result.GetRequiredValue(Account), result.GetRequiredValue(OidcProvider),
                result.GetRequiredValue(Namespace), Annotations.ManagedBy)),
        Print(
            "pod-identity-trust", "Trust policy of the operator's role for EKS Pod Identity.", [Namespace],
            result => Policies.PodIdentityTrust(result.GetRequiredValue(Namespace), Annotations.ManagedBy)),
        Print(
            "tenant-trust", "Trust policy of a role in another account, for a Tenant that names it in aws.roleArn.", [OperatorRole, ExternalId],
            result => Policies.TenantTrust(result.GetRequiredValue(OperatorRole), result.GetRequiredValue(ExternalId))),
    };

    private static OperatorScope Scope(ParseResult result)
    {
        var scope = new OperatorScope(result.GetRequiredValue(Installation), result.GetRequiredValue(Account), result.GetRequiredValue(Regions))
        {
            BucketPrefixes = result.GetValue(BucketPrefixes) ?? [],
            Adoptable = result.GetValue(Adoptable) ?? [],
            TenantRoles = result.GetValue(TenantRoles) ?? [],
        };
        return result.GetValue(Boundary) is { } boundary ? scope with { BoundaryArn = boundary } : scope;
    }

    private static Command Print(string name, string description, Option[] options, Func<ParseResult, string> document)
    {
        var command = new Command(name, description);
        foreach (var option in options)
            command.Options.Add(option);
        command.SetAction(async (result, _) =>
        {
            var policy = document(result);
            if (policy.Length > Policies.ManagedPolicyLimit)
            {
                await result.InvocationConfiguration.Error.WriteLineAsync(
                    $"platform-operator: {name} has {policy.Length} characters and IAM takes {Policies.ManagedPolicyLimit}. "
                    + "Name fewer regions, buckets or roles, and print another policy for the others.");
                return 1;
            }

            await result.InvocationConfiguration.Output.WriteLineAsync(JsonNode.Parse(policy)!.ToJsonString(Indented));
            return 0;
        });
        return command;
    }

    private static Option<string[]> Several(string name, string description, bool required = false) =>
        new(name) { Description = description + "; may be given several times.", Required = required };

    private static Option<string> Matching(Option<string> option, Regex form, string what)
    {
        option.Validators.Add(result =>
        {
            if (!form.IsMatch(result.GetValueOrDefault<string>() ?? ""))
                result.AddError($"{option.Name} {what}.");
        });
        return option;
    }

    [GeneratedRegex("^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InstallationForm();

    [GeneratedRegex("^[0-9]{12}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AccountForm();
}
