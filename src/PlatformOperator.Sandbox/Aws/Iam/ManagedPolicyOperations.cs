using System.Xml.Linq;
using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Policies;

namespace PlatformOperator.Sandbox.Aws.Iam;

/// <summary>Customer managed policies, as far as a permissions boundary needs them.</summary>
internal sealed class ManagedPolicyOperations(IamService iam, Authorizer authorizer)
{
    public void AddTo(Dictionary<string, QueryOperation> operations)
    {
        operations["CreatePolicy"] = Create;
        operations["GetPolicy"] = Get;
        operations["GetPolicyVersion"] = GetVersion;
        operations["DeletePolicy"] = Delete;
    }

    IEnumerable<XElement> Create(AwsCall call, QueryInput input)
    {
        var name = IamService.CheckName(input.Required("PolicyName"), "policyName", 128);
        var path = IamService.Path(input.Text("Path"));
        var arn = $"arn:aws:iam::{call.Account}:policy{path}{name}";
        var tags = IamService.TagsOf(input);
        authorizer.Authorize(call, "iam:CreatePolicy", arn, c => c.RequestTags(tags));
        var account = iam.Account(call.Account);
        if (account.Policies.Values.Any(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            throw new AwsException("EntityAlreadyExists", $"A policy called {name} already exists. Duplicate names are not allowed.", 409);
        var policy = new ManagedPolicy(name, path, arn, "ANPA" + Ids.Random(17),
            IamService.Policy(input.Required("PolicyDocument"), PolicyKind.Identity, IamService.ManagedPolicyLimit), input.Text("Description"), call.Now);
        foreach (var (key, value) in tags) policy.Tags[key] = value;
        account.Policies[arn] = policy;
        return [Show(account, policy)];
    }

    IEnumerable<XElement> Get(AwsCall call, QueryInput input) =>
        [Show(iam.Account(call.Account), Authorized(call, input, "iam:GetPolicy"))];

    IEnumerable<XElement> GetVersion(AwsCall call, QueryInput input)
    {
        var policy = Authorized(call, input, "iam:GetPolicyVersion");
        if (input.Required("VersionId") is not "v1" and var version) throw IamService.NoSuch($"Policy {policy.Arn} version {version} does not exist.");
        return [new XElement("PolicyVersion", new XElement("Document", Uri.EscapeDataString(policy.Text.Json)),
            new XElement("VersionId", "v1"),
            new XElement("IsDefaultVersion", "true"), new XElement("CreateDate", IamService.Date(policy.Created)))];
    }

    IEnumerable<XElement> Delete(AwsCall call, QueryInput input)
    {
        var policy = Authorized(call, input, "iam:DeletePolicy");
        var account = iam.Account(call.Account);
        if (account.Roles.Values.Any(r => r.Attached.Contains(policy.Arn) || r.BoundaryArn == policy.Arn))
            throw new AwsException("DeleteConflict", "Cannot delete a policy attached to entities.", 409);
        account.Policies.Remove(policy.Arn);
        return [];
    }

    ManagedPolicy Authorized(AwsCall call, QueryInput input, string action)
    {
        var arn = input.Required("PolicyArn");
        authorizer.Authorize(call, action, arn);
        return iam.Account(call.Account).Policies.TryGetValue(arn, out var policy)
            ? policy
            : throw IamService.NoSuch($"Policy {arn} was not found.");
    }

    static XElement Show(IamAccount account, ManagedPolicy policy) => new("Policy", new XElement("PolicyName", policy.Name),
        new XElement("PolicyId", policy.Id), new XElement("Arn", policy.Arn), new XElement("Path", policy.Path),
        new XElement("DefaultVersionId", "v1"), new XElement("AttachmentCount",
            account.Roles.Values.Count(r => r.Attached.Contains(policy.Arn))),
        new XElement("PermissionsBoundaryUsageCount", account.Roles.Values.Count(r => r.BoundaryArn == policy.Arn)),
        new XElement("IsAttachable", "true"), policy.Description is null ? null : new XElement("Description", policy.Description),
        new XElement("CreateDate", IamService.Date(policy.Created)), new XElement("UpdateDate", IamService.Date(policy.Created)),
        policy.Tags.Count > 0 ? IamService.TagList(policy.Tags) : null);
}
