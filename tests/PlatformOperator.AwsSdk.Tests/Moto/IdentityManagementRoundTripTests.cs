using Amazon.IdentityManagement.Model;
using PlatformOperator.AwsSdk.Tests.Wire;

namespace PlatformOperator.AwsSdk.Tests.Moto;

[Collection(nameof(MotoCollection))]
public sealed class IdentityManagementRoundTripTests(MotoEndpoint moto)
{
    private const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kinesis:PutRecords","Resource":"*"}]}""";
    private const string Trust =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ec2.amazonaws.com"}}]}""";

    [Fact(Timeout = 120_000)]
    public async Task A_role_is_made_changed_and_deleted()
    {
        using var iam = Clients.Iam(moto.Uri, retries: 3);
        var name = "round-trip-" + Guid.NewGuid().ToString("N");
        const string boundary = "arn:aws:iam::aws:policy/PowerUserAccess";
        await iam.CreateRoleAsync(new()
        {
            RoleName = name,
            Path = "/round-trip/",
            AssumeRolePolicyDocument = Trust,
            Description = "before",
            MaxSessionDuration = 7200,
            PermissionsBoundary = boundary,
            Tags = [new() { Key = "a", Value = "1" }],
        });
        var made = await iam.GetRoleAsync(new() { RoleName = name });
        await iam.PutRolePolicyAsync(new() { RoleName = name, PolicyName = "p", PolicyDocument = Policy });
        var policy = await iam.GetRolePolicyAsync(new() { RoleName = name, PolicyName = "p" });
        var policies = await iam.ListRolePoliciesAsync(new() { RoleName = name });
        await iam.UpdateAssumeRolePolicyAsync(new() { RoleName = name, PolicyDocument = Trust.Replace("ec2", "eks", StringComparison.Ordinal) });
        await iam.UpdateRoleAsync(new() { RoleName = name, Description = "after", MaxSessionDuration = 3600 });
        await iam.TagRoleAsync(new() { RoleName = name, Tags = [new() { Key = "b", Value = "2" }] });
        await iam.UntagRoleAsync(new() { RoleName = name, TagKeys = ["a"] });
        var tags = await iam.ListRoleTagsAsync(new() { RoleName = name });
        await iam.DeleteRolePermissionsBoundaryAsync(new() { RoleName = name });
        var changed = await iam.GetRoleAsync(new() { RoleName = name });
        await iam.PutRolePermissionsBoundaryAsync(new() { RoleName = name, PermissionsBoundary = boundary });
        var attached = await iam.ListAttachedRolePoliciesAsync(new() { RoleName = name });
        var profiles = await iam.ListInstanceProfilesForRoleAsync(new() { RoleName = name });
        var listed = await iam.ListRolesAsync(new() { PathPrefix = "/round-trip/" });
        await Assert.ThrowsAsync<EntityAlreadyExistsException>(
            () => iam.CreateRoleAsync(new() { RoleName = name, AssumeRolePolicyDocument = Trust }));
        await Assert.ThrowsAsync<DeleteConflictException>(() => iam.DeleteRoleAsync(new() { RoleName = name }));
        await Assert.ThrowsAsync<NoSuchEntityException>(() => iam.DetachRolePolicyAsync(new() { RoleName = name, PolicyArn = boundary }));
        await iam.DeleteRolePolicyAsync(new() { RoleName = name, PolicyName = "p" });
        await iam.DeleteRoleAsync(new() { RoleName = name });
        await Eventually.ThrowsAsync<NoSuchEntityException>(() => iam.GetRoleAsync(new() { RoleName = name }));

        Assert.Equal(Trust, Uri.UnescapeDataString(made.Role!.AssumeRolePolicyDocument!));
        Assert.NotEqual(Trust, made.Role.AssumeRolePolicyDocument);
        Assert.Equal(("/round-trip/", "before", 7200, boundary),
            (made.Role.Path, made.Role.Description, made.Role.MaxSessionDuration, made.Role.PermissionsBoundary!.PermissionsBoundaryArn));
        Assert.Equal([("a", "1")], made.Role.Tags!.Select(tag => (tag.Key, tag.Value)));
        Assert.Equal(Policy, Uri.UnescapeDataString(policy.PolicyDocument!));
        Assert.Equal(["p"], policies.PolicyNames!);
        Assert.False(policies.IsTruncated);
        Assert.Equal([("b", "2")], tags.Tags!.Select(tag => (tag.Key, tag.Value)));
        Assert.Equal(("after", 3600), (changed.Role!.Description, changed.Role.MaxSessionDuration));
        Assert.Contains("eks.amazonaws.com", Uri.UnescapeDataString(changed.Role.AssumeRolePolicyDocument!), StringComparison.Ordinal);
        Assert.Null(changed.Role.PermissionsBoundary);
        Assert.Empty(attached.AttachedPolicies!);
        Assert.Empty(profiles.InstanceProfiles!);
        Assert.Contains(listed.Roles!, role => role.RoleName == name);
    }
}
