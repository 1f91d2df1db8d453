// A null in an answer fails the test by itself.
#nullable enable annotations
#nullable disable warnings

using Amazon.IdentityManagement.Model;

namespace PlatformOperator.Sandbox.Tests.Aws;

public class IamTests : AwsTest
{
    const string Trust = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"123456789012"},"Action":"sts:AssumeRole"}]}""";
    const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""";

    static CreateRoleRequest Role(string name) =>
        new() { RoleName = name, Path = "/dataplatform/", AssumeRolePolicyDocument = Trust,
        Tags = [new Tag { Key = "tenant", Value = "acme" }] };

    [Fact]
    public async Task A_role_reads_back_with_its_encoded_policies()
    {
        using var iam = Iam();
        var created = (await iam.CreateRoleAsync(Role("acme-ingest"), Ct)).Role;
        Assert.Equal($"arn:aws:iam::{Account}:role/dataplatform/acme-ingest", created.Arn);
        await FailsAsync("EntityAlreadyExists", () => iam.CreateRoleAsync(Role("ACME-ingest"), Ct));
        await iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = "acme-ingest", PolicyName = "data", PolicyDocument = Policy },
            Ct);
        var role = (await iam.GetRoleAsync(new GetRoleRequest { RoleName = "acme-ingest" }, Ct)).Role;
        Assert.Equal((Trust, "acme", 3600), (Uri.UnescapeDataString(role.AssumeRolePolicyDocument), role.Tags.Single().Value,
            role.MaxSessionDuration));
        Assert.DoesNotContain('{', role.AssumeRolePolicyDocument);
        Assert.Equal(["data"], (await iam.ListRolePoliciesAsync(new ListRolePoliciesRequest { RoleName = "acme-ingest" }, Ct)).PolicyNames);
        Assert.Equal(Policy, Uri.UnescapeDataString((await iam.GetRolePolicyAsync(new GetRolePolicyRequest { RoleName = "acme-ingest",
            PolicyName = "data" }, Ct)).PolicyDocument));
        await iam.UpdateAssumeRolePolicyAsync(new UpdateAssumeRolePolicyRequest { RoleName = "acme-ingest",
            PolicyDocument = Trust.Replace("123456789012", "210987654321", StringComparison.Ordinal) }, Ct);
        Assert.Contains("210987654321", World.Roles.Single().TrustPolicy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_goes_last()
    {
        using var iam = Iam();
        await iam.CreateRoleAsync(Role("r"), Ct);
        await iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = "r", PolicyName = "data", PolicyDocument = Policy }, Ct);
        await FailsAsync("DeleteConflict", () => iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = "r" }, Ct));
        await iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = "r", PolicyName = "data" }, Ct);
        await FailsAsync("NoSuchEntity", () => iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = "r",
            PolicyName = "data" }, Ct));
        Assert.Contains("<AttachRolePolicyResult",
            await QueryAsync("iam", "2010-05-08", "AttachRolePolicy",
            new() { ["RoleName"] = "r", ["PolicyArn"] = "arn:aws:iam::aws:policy/AdministratorAccess" }), StringComparison.Ordinal);
        await FailsAsync("DeleteConflict", () => iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = "r" }, Ct));
        await iam.DetachRolePolicyAsync(new DetachRolePolicyRequest { RoleName = "r",
            PolicyArn = "arn:aws:iam::aws:policy/AdministratorAccess" }, Ct);
        Assert.Empty((await iam.ListInstanceProfilesForRoleAsync(new ListInstanceProfilesForRoleRequest { RoleName = "r" },
            Ct)).InstanceProfiles ?? []);
        await iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = "r" }, Ct);
        await FailsAsync("NoSuchEntity", () => iam.GetRoleAsync(new GetRoleRequest { RoleName = "r" }, Ct));
    }

    [Fact]
    public async Task A_boundary_must_exist_and_is_held_by_its_roles()
    {
        using var iam = Iam();
        var boundary = $"arn:aws:iam::{Account}:policy/boundary";
        var role = Role("r");
        role.PermissionsBoundary = boundary;
        await FailsAsync("NoSuchEntity", () => iam.CreateRoleAsync(role, Ct));
        await QueryAsync("iam", "2010-05-08", "CreatePolicy", new() { ["PolicyName"] = "boundary", ["PolicyDocument"] = Policy });
        await iam.CreateRoleAsync(role, Ct);
        Assert.Equal(boundary, (await iam.GetRoleAsync(new GetRoleRequest { RoleName = "r" },
            Ct)).Role.PermissionsBoundary.PermissionsBoundaryArn);
        Assert.Contains("DeleteConflict", await QueryAsync("iam", "2010-05-08", "DeletePolicy", new() { ["PolicyArn"] = boundary }),
            StringComparison.Ordinal);
        await iam.DeleteRolePermissionsBoundaryAsync(new DeleteRolePermissionsBoundaryRequest { RoleName = "r" }, Ct);
        Assert.Null(World.Roles.Single().PermissionsBoundary);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"GetObject","Resource":"*"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Perhaps","Action":"s3:GetObject","Resource":"*"}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}""")]
    [InlineData(
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*","Condition":{"StringSame":{"aws:x":"y"}}}]}""")]
    public async Task A_malformed_policy_is_refused(string document)
    {
        using var iam = Iam();
        await iam.CreateRoleAsync(Role("r"), Ct);
        await FailsAsync("MalformedPolicyDocument",
            () => iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = "r", PolicyName = "p", PolicyDocument = document }, Ct));
        Assert.Empty(World.Roles.Single().InlinePolicies);
    }

    [Fact]
    public async Task Roles_are_listed_by_path_in_pages()
    {
        using var iam = Iam();
        for (var i = 0; i < 3; i++) await iam.CreateRoleAsync(Role($"r{i}"), Ct);
        var elsewhere = Role("x");
        elsewhere.Path = "/";
        await iam.CreateRoleAsync(elsewhere, Ct);
        var names = new List<string>();
        var page = new ListRolesResponse();
        do
        {
            page = await iam.ListRolesAsync(new ListRolesRequest { PathPrefix = "/dataplatform/", MaxItems = 2, Marker = page.Marker }, Ct);
            names.AddRange(page.Roles.Select(r => r.RoleName));
        }
        while (page.IsTruncated == true);
        Assert.Equal(["r0", "r1", "r2"], names);
    }
}
