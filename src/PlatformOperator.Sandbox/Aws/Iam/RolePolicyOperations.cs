using System.Xml.Linq;
using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Policies;

namespace PlatformOperator.Sandbox.Aws.Iam;

/// <summary>What a role may do: inline and attached policies.</summary>
internal sealed class RolePolicyOperations(IamService iam, Authorizer authorizer)
{
    const int InlineLimit = 10_240;

    public void AddTo(Dictionary<string, QueryOperation> operations)
    {
        operations["PutRolePolicy"] = Put;
        operations["GetRolePolicy"] = Get;
        operations["DeleteRolePolicy"] = Delete;
        operations["ListRolePolicies"] = List;
        operations["AttachRolePolicy"] = Attach;
        operations["DetachRolePolicy"] = Detach;
        operations["ListAttachedRolePolicies"] = ListAttached;
    }

    IEnumerable<XElement> Put(AwsCall call, QueryInput input)
    {
        var role = Authorized(call, input, "iam:PutRolePolicy");
        var name = IamService.CheckName(input.Required("PolicyName"), "policyName", 128);
        var policy = IamService.Policy(input.Required("PolicyDocument"), PolicyKind.Identity, InlineLimit);
        var others = role.Inline.Where(p => p.Key != name).Sum(p => p.Value.Json.Count(c => !char.IsWhiteSpace(c)));
        if (others + policy.Json.Count(c => !char.IsWhiteSpace(c)) > InlineLimit)
            throw IamService.Limit($"Maximum policy size of {InlineLimit} bytes exceeded for role {role.Name}");
        role.Inline[name] = policy;
        return [];
    }

    IEnumerable<XElement> Get(AwsCall call, QueryInput input)
    {
        var role = Authorized(call, input, "iam:GetRolePolicy");
        var name = input.Required("PolicyName");
        if (!role.Inline.TryGetValue(name, out var policy)) throw NoPolicy(name);
        return [new XElement("RoleName", role.Name), new XElement("PolicyName", name),
            new XElement("PolicyDocument", Uri.EscapeDataString(policy.Json))];
    }

    IEnumerable<XElement> Delete(AwsCall call, QueryInput input)
    {
        var role = Authorized(call, input, "iam:DeleteRolePolicy");
        var name = input.Required("PolicyName");
        return role.Inline.Remove(name) ? [] : throw NoPolicy(name);
    }

    IEnumerable<XElement> List(AwsCall call, QueryInput input)
    {
        var role = Authorized(call, input, "iam:ListRolePolicies");
        return IamService.Paged(input, role.Inline.Keys, n => n, "PolicyNames", n => new XElement("member", n));
    }

    IEnumerable<XElement> Attach(AwsCall call, QueryInput input)
    {
        var arn = input.Required("PolicyArn");
        var role = Authorized(call, input, "iam:AttachRolePolicy", c => c.Set("iam:PolicyARN", arn));
        if (iam.Account(call.Account).Managed(arn) is null) throw IamService.NoSuch($"Policy {arn} does not exist or is not attachable.");
        if (!role.Attached.Contains(arn) && role.Attached.Count >= 10) throw IamService.Limit("Cannot exceed quota for PoliciesPerRole: 10");
        role.Attached.Add(arn);
        return [];
    }

    IEnumerable<XElement> Detach(AwsCall call, QueryInput input)
    {
        var arn = input.Required("PolicyArn");
        var role = Authorized(call, input, "iam:DetachRolePolicy", c => c.Set("iam:PolicyARN", arn));
        return role.Attached.Remove(arn) ? [] : throw IamService.NoSuch($"Policy {arn} was not found.");
    }

    IEnumerable<XElement> ListAttached(AwsCall call, QueryInput input)
    {
        var role = Authorized(call, input, "iam:ListAttachedRolePolicies");
        return IamService.Paged(input, role.Attached, a => a, "AttachedPolicies",
            a => new XElement("member", new XElement("PolicyName", a.Split('/')[^1]), new XElement("PolicyArn", a)));
    }

    Role Authorized(AwsCall call, QueryInput input, string action, Action<AccessContext>? more = null)
    {
        var role = iam.Existing(call, input);
        authorizer.Authorize(call, action, role.Arn, c =>
        {
            c.SetIf("iam:PermissionsBoundary", role.BoundaryArn).ResourceTags(role.Tags);
            more?.Invoke(c);
        });
        return role;
    }

    static AwsException NoPolicy(string name) => IamService.NoSuch($"The role policy with name {name} cannot be found.");
}
