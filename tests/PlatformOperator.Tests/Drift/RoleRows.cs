using Amazon.IdentityManagement.Model;
using PlatformOperator.Desired;

namespace PlatformOperator.Tests.Drift;

/// <summary>What somebody may do to a pod's IAM role.</summary>
internal static class RoleRows
{
    private const string Administrator = "arn:aws:iam::aws:policy/AdministratorAccess";
    private const string Everything = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";
    private const string Everybody =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole"}]}""";

    public static IEnumerable<DriftRow> All()
    {
        yield return Row(
            "trustPolicy", "lets everybody in the account be it", "trust policy replaced",
            w => w.Iam.UpdateAssumeRolePolicyAsync(new UpdateAssumeRolePolicyRequest { RoleName = Name(w), PolicyDocument = Everybody }, w.Cancel));
        yield return Row(
            "permissionsBoundary", "gives it another boundary", "permissions boundary",
            w => w.Iam.PutRolePermissionsBoundaryAsync(
                new PutRolePermissionsBoundaryRequest { RoleName = Name(w), PermissionsBoundary = Administrator }, w.Cancel));
        yield return Row(
            "permissionsBoundary", "takes its boundary away", "permissions boundary none →",
            w => w.Iam.DeleteRolePermissionsBoundaryAsync(new DeleteRolePermissionsBoundaryRequest { RoleName = Name(w) }, w.Cancel));
        yield return Row(
            "policy", "lets it do everything", "policy pipeline replaced",
            w => w.Iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = Name(w), PolicyName = "pipeline", PolicyDocument = Everything }, w.Cancel));
        yield return Row(
            "policy", "deletes its policy", "policy pipeline replaced",
            w => w.Iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = Name(w), PolicyName = "pipeline" }, w.Cancel));
        yield return Row(
            "otherPolicies", "adds an inline policy", "inline policies removed: theirs",
            w => w.Iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = Name(w), PolicyName = "theirs", PolicyDocument = Everything }, w.Cancel));
        yield return Row(
            "attachedPolicies", "attaches a managed policy", "managed policies detached",
            w => w.Somebody.AttachRolePolicyAsync(Name(w), Administrator, w.Cancel));
        yield return Row(
            "description", "describes it otherwise", "description →",
            w => w.Iam.UpdateRoleAsync(new UpdateRoleRequest { RoleName = Name(w), Description = "mine" }, w.Cancel));
        yield return Row(
            "tags", "takes one owner tag off", "tags dataplatform.dev/name set",
            w => w.Iam.UntagRoleAsync(new UntagRoleRequest { RoleName = Name(w), TagKeys = [Owner.Prefix + "name"] }, w.Cancel));
        yield return Row(
            "tags", "takes all tags off", "tags cost-center",
            w => w.Iam.UntagRoleAsync(new UntagRoleRequest { RoleName = Name(w), TagKeys = [.. w.Role.Tags.Keys] }, w.Cancel));
        yield return Row("deleted", "deletes it", "made again", DeleteAsync);
    }

    private static DriftRow Row(string field, string way, string sentence, Func<DriftWorld, Task> breakAsync) => new(
        DriftWorld.Pipeline, field, way, breakAsync,
        w => Task.FromResult(w.World.Aws.Roles.SingleOrDefault(role => role.Name == Name(w)) is { } role ? DriftWorld.Text(role) : "gone"))
    { Driver = "RoleDriver", Sentence = sentence };

    private static string Name(DriftWorld world) => world.ThePipeline.ProcessRoleArn!.Split('/')[^1];

    private static async Task DeleteAsync(DriftWorld world)
    {
        await world.Iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = Name(world), PolicyName = "pipeline" }, world.Cancel);
        await world.Iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = Name(world) }, world.Cancel);
    }
}
