using System.Xml.Linq;
using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Policies;

namespace PlatformOperator.Sandbox.Aws.Iam;

/// <summary>Roles themselves: create, read, change, tag, delete.</summary>
internal sealed class RoleOperations(IamService iam, Authorizer authorizer)
{
    const int TrustLimit = 2048;

    public void AddTo(Dictionary<string, QueryOperation> operations)
    {
        operations["CreateRole"] = Create;
        operations["GetRole"] = Get;
        operations["ListRoles"] = List;
        operations["UpdateRole"] = Update;
        operations["UpdateRoleDescription"] = Update;
        operations["UpdateAssumeRolePolicy"] = UpdateTrust;
        operations["DeleteRole"] = Delete;
        operations["PutRolePermissionsBoundary"] = PutBoundary;
        operations["DeleteRolePermissionsBoundary"] = DeleteBoundary;
        operations["TagRole"] = Tag;
        operations["UntagRole"] = Untag;
        operations["ListRoleTags"] = ListTags;
        operations["ListInstanceProfilesForRole"] = ListInstanceProfiles;
    }

    IEnumerable<XElement> Create(AwsCall call, QueryInput input)
    {
        var name = IamService.CheckName(input.Required("RoleName"), "roleName", 64);
        var path = IamService.Path(input.Text("Path"));
        var arn = $"arn:aws:iam::{call.Account}:role{path}{name}";
        var boundary = input.Text("PermissionsBoundary");
        var tags = IamService.TagsOf(input);
        authorizer.Authorize(call, "iam:CreateRole", arn, c => c.SetIf("iam:PermissionsBoundary", boundary).RequestTags(tags));
        if (tags.Count > 0) authorizer.Authorize(call, "iam:TagRole", arn, c => c.RequestTags(tags));
        var account = iam.Account(call.Account);
        if (account.Roles.ContainsKey(name)) throw new AwsException("EntityAlreadyExists", $"Role with name {name} already exists.", 409);
        var role = new Role(name, path, arn, "AROA" + Ids.Random(17), call.Now)
        {
            Trust = IamService.Policy(input.Required("AssumeRolePolicyDocument"), PolicyKind.Trust, TrustLimit),
            Description = input.Text("Description"),
            MaxSessionDuration = SessionDuration(input) ?? 3600,
            BoundaryArn = Boundary(account, boundary),
        };
        foreach (var (key, value) in tags) role.Tags[key] = value;
        Core.Tags.CheckCount(role.Tags, IamService.Limit);
        account.Roles[name] = role;
        return [Show(role, full: true)];
    }

    IEnumerable<XElement> Get(AwsCall call, QueryInput input) => [Show(Authorized(call, input, "iam:GetRole"), full: true)];

    IEnumerable<XElement> List(AwsCall call, QueryInput input)
    {
        var prefix = input.Text("PathPrefix") ?? "/";
        authorizer.Authorize(call, "iam:ListRoles", $"arn:aws:iam::{call.Account}:role{prefix}");
        var roles = iam.Account(call.Account).Roles.Values.Where(r => r.Path.StartsWith(prefix, StringComparison.Ordinal));
        return IamService.Paged(input, roles, r => r.Name, "Roles", r => Show(r, full: false));
    }

    IEnumerable<XElement> Update(AwsCall call, QueryInput input)
    {
        var role = Authorized(call, input, "iam:" + call.Operation);
        role.Description = input.Text("Description") ?? role.Description;
        role.MaxSessionDuration = SessionDuration(input) ?? role.MaxSessionDuration;
        return call.Operation == "UpdateRole" ? [] : [Show(role, full: true)];
    }

    IEnumerable<XElement> UpdateTrust(AwsCall call, QueryInput input)
    {
        var role = Authorized(call, input, "iam:UpdateAssumeRolePolicy");
        role.Trust = IamService.Policy(input.Required("PolicyDocument"), PolicyKind.Trust, TrustLimit);
        return [];
    }

    IEnumerable<XElement> Delete(AwsCall call, QueryInput input)
    {
        var role = Authorized(call, input, "iam:DeleteRole");
        if (role.Attached.Count > 0) throw new AwsException("DeleteConflict", "Cannot delete entity, must detach all policies first.", 409);
        if (role.Inline.Count > 0) throw new AwsException("DeleteConflict", "Cannot delete entity, must delete policies first.", 409);
        iam.Account(call.Account).Roles.Remove(role.Name);
        return [];
    }

    IEnumerable<XElement> PutBoundary(AwsCall call, QueryInput input)
    {
        var boundary = input.Required("PermissionsBoundary");
        var role = iam.Existing(call, input);
        authorizer.Authorize(call, "iam:PutRolePermissionsBoundary", role.Arn, c => c
            .Set("iam:PermissionsBoundary", boundary).ResourceTags(role.Tags));
        role.BoundaryArn = Boundary(iam.Account(call.Account), boundary);
        return [];
    }

    IEnumerable<XElement> DeleteBoundary(AwsCall call, QueryInput input)
    {
        var role = Authorized(call, input, "iam:DeleteRolePermissionsBoundary");
        if (role.BoundaryArn is null) throw IamService.NoSuch($"Role {role.Name} does not have a permissions boundary.");
        role.BoundaryArn = null;
        return [];
    }

    IEnumerable<XElement> Tag(AwsCall call, QueryInput input)
    {
        var role = iam.Existing(call, input);
        var tags = IamService.TagsOf(input);
        authorizer.Authorize(call, "iam:TagRole", role.Arn, c => c.ResourceTags(role.Tags).RequestTags(tags));
        var all = new Dictionary<string, string>(role.Tags, StringComparer.Ordinal);
        foreach (var (key, value) in tags) all[key] = value;
        Core.Tags.CheckCount(all, IamService.Limit);
        foreach (var (key, value) in tags) role.Tags[key] = value;
        return [];
    }

    IEnumerable<XElement> Untag(AwsCall call, QueryInput input)
    {
        var role = Authorized(call, input, "iam:UntagRole");
        foreach (var key in input.Texts("TagKeys")) role.Tags.Remove(key);
        return [];
    }

    IEnumerable<XElement> ListTags(AwsCall call, QueryInput input)
    {
        var role = Authorized(call, input, "iam:ListRoleTags");
        return IamService.Paged(input, role.Tags, t => t.Key, "Tags",
            t => new XElement("member", new XElement("Key", t.Key), new XElement("Value", t.Value)));
    }

    // Instance profiles belong to EC2, which the sandbox has not; a role is in none.
    IEnumerable<XElement> ListInstanceProfiles(AwsCall call, QueryInput input)
    {
        Authorized(call, input, "iam:ListInstanceProfilesForRole");
        return [new XElement("InstanceProfiles"), new XElement("IsTruncated", "false")];
    }

    Role Authorized(AwsCall call, QueryInput input, string action)
    {
        var role = iam.Existing(call, input);
        authorizer.Authorize(call, action, role.Arn, c => c.SetIf("iam:PermissionsBoundary", role.BoundaryArn).ResourceTags(role.Tags));
        return role;
    }

    static int? SessionDuration(QueryInput input) => input.Int("MaxSessionDuration") switch
    {
        null => null,
        var seconds and >= 3600 and <= 43200 => seconds,
        var seconds => throw AwsException.Constraint("maxSessionDuration", $"{seconds}", "have value from 3600 to 43200",
            "ValidationError"),
    };

    static string? Boundary(IamAccount account, string? arn) => arn is null || account.Managed(arn) is not null
        ? arn
        : throw IamService.NoSuch($"Scope ARN: {arn} does not exist or is not attachable.");

    static XElement Show(Role role, bool full) =>
        new(full ? "Role" : "member", new XElement("Path", role.Path), new XElement("RoleName", role.Name),
        new XElement("RoleId", role.Id), new XElement("Arn", role.Arn), new XElement("CreateDate", IamService.Date(role.Created)),
        new XElement("AssumeRolePolicyDocument", Uri.EscapeDataString(role.Trust.Json)),
        role.Description is null ? null : new XElement("Description", role.Description),
        new XElement("MaxSessionDuration", role.MaxSessionDuration), full ? new XElement("RoleLastUsed") : null,
        full && role.BoundaryArn is not null
            ? new XElement("PermissionsBoundary", new XElement("PermissionsBoundaryType", "Policy"),
                new XElement("PermissionsBoundaryArn", role.BoundaryArn))
            : null,
        full && role.Tags.Count > 0 ? IamService.TagList(role.Tags) : null);
}
