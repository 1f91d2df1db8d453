using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using PlatformOperator.Api;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;

namespace PlatformOperator.Aws;

/// <summary>An IAM role as IAM describes it.</summary>
/// <param name="Arn">Role ARN.</param>
/// <param name="Description">Description.</param>
/// <param name="TrustPolicy">Who may assume it, JSON.</param>
/// <param name="Policy">The inline policy of the wanted name, JSON, or null.</param>
/// <param name="OtherPolicies">Names of further inline policies.</param>
/// <param name="AttachedPolicyArns">ARNs of the managed policies attached to it.</param>
/// <param name="PermissionsBoundaryArn">Permissions boundary, or null.</param>
/// <param name="Tags">All tags.</param>
public sealed record RoleState(
    string Arn, string Description, string TrustPolicy, string? Policy, IReadOnlyList<string> OtherPolicies, IReadOnlyList<string> AttachedPolicyArns,
    string? PermissionsBoundaryArn, IReadOnlyDictionary<string, string> Tags);

/// <summary>IAM roles for pods, each with one inline policy and no other: whatever else a role is given widens what its pods may do.</summary>
/// <param name="iam">IAM.</param>
public sealed class RoleDriver(IAmazonIdentityManagementService iam) : IResourceDriver<RoleSpec, RoleState>
{
    /// <inheritdoc />
    public string Describe(RoleSpec spec) => $"IAM role {spec.Name}";

    /// <inheritdoc />
    public async Task<RoleState?> ObserveAsync(RoleSpec spec, CancellationToken cancellationToken)
    {
        if (await FindAsync(spec, cancellationToken) is not { } role)
            return null;
        var inline = await InlineAsync(spec, cancellationToken);
        return new RoleState(
            role.Arn!, role.Description ?? "", Uri.UnescapeDataString(role.AssumeRolePolicyDocument!), await PolicyAsync(spec, cancellationToken),
            [.. inline.Where(name => name != spec.PolicyName)], await AttachedAsync(spec, cancellationToken), role.PermissionsBoundary?.PermissionsBoundaryArn,
            TagSet.From(role.Tags, tag => (tag.Key, tag.Value)));
    }

    /// <inheritdoc />
    public Ownership OwnershipOf(RoleSpec spec, RoleState state) => spec.Owner.Judge(state.Tags);

    /// <inheritdoc />
    public async Task<RoleState?> CreateAsync(RoleSpec spec, CreateIntent intent, CancellationToken cancellationToken)
    {
        try
        {
            var role = (await iam.CreateRoleAsync(
                new CreateRoleRequest
                {
                    RoleName = spec.Name,
                    Path = spec.Path,
                    Description = spec.Description,
                    AssumeRolePolicyDocument = spec.TrustPolicy,
                    PermissionsBoundary = spec.PermissionsBoundaryArn,
                    Tags = ToTags(spec.Tags),
                },
                cancellationToken)).Role!;
            return new RoleState(role.Arn!, spec.Description, spec.TrustPolicy, Policy: null, [], [], spec.PermissionsBoundaryArn, spec.Tags);
        }
        catch (EntityAlreadyExistsException)
        {
            // Created by an attempt whose answer was lost; the next pass sees it and judges whose it is.
            return null;
        }
    }

    /// <inheritdoc />
    public IEnumerable<Change> Diff(RoleSpec spec, RoleState state, IReadOnlyCollection<string> ourTags)
    {
        if (!Policies.AreEquivalent(state.TrustPolicy, spec.TrustPolicy))
            yield return new(
                "trustPolicy", "trust policy replaced",
                token => iam.UpdateAssumeRolePolicyAsync(
                    new UpdateAssumeRolePolicyRequest { RoleName = spec.Name, PolicyDocument = spec.TrustPolicy }, token));
        if (state.PermissionsBoundaryArn != spec.PermissionsBoundaryArn)
            yield return new(
                "permissionsBoundary", $"permissions boundary {state.PermissionsBoundaryArn ?? "none"} → {spec.PermissionsBoundaryArn ?? "none"}",
                token => PutBoundaryAsync(spec, token));
        if (state.Policy is null || !Policies.AreEquivalent(state.Policy, spec.Policy))
            yield return new(
                "policy", $"policy {spec.PolicyName} replaced",
                token => iam.PutRolePolicyAsync(
                    new PutRolePolicyRequest { RoleName = spec.Name, PolicyName = spec.PolicyName, PolicyDocument = spec.Policy }, token));
        if (state.OtherPolicies.Count > 0)
            yield return new(
                "otherPolicies", $"inline policies removed: {string.Join(", ", state.OtherPolicies)}",
                token => DeletePoliciesAsync(spec, state.OtherPolicies, token));
        if (state.AttachedPolicyArns.Count > 0)
            yield return new(
                "attachedPolicies", $"managed policies detached: {string.Join(", ", state.AttachedPolicyArns)}",
                token => DetachAsync(spec, state.AttachedPolicyArns, token));
        if (state.Description != spec.Description)
            yield return new(
                "description", $"description → \"{spec.Description}\"",
                token => iam.UpdateRoleAsync(new UpdateRoleRequest { RoleName = spec.Name, Description = spec.Description }, token));
        var unwanted = TagSet.Unwanted(spec.Tags, state.Tags, ourTags);
        if (unwanted.Count > 0)
            yield return new(
                "tags", TagSet.Sentence(unwanted, "removed"),
                token => iam.UntagRoleAsync(new UntagRoleRequest { RoleName = spec.Name, TagKeys = [.. unwanted] }, token));
        var missing = TagSet.Missing(spec.Tags, state.Tags);
        if (missing.Count > 0)
            yield return new(
                "tags", TagSet.Sentence(missing.Keys, "set"),
                token => iam.TagRoleAsync(new TagRoleRequest { RoleName = spec.Name, Tags = ToTags(missing) }, token));
    }

    /// <inheritdoc />
    public StepResult ReadinessOf(RoleSpec spec, RoleState state) => StepResult.Done(Reasons.Ready, $"Role {state.Arn} is as declared.");

    /// <inheritdoc />
    public Task RetainAsync(RoleSpec spec, RoleState state, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Roles hold no data and are always deleted.");

    /// <inheritdoc />
    public async Task<StepResult> DeleteAsync(RoleSpec spec, RoleState state, CancellationToken cancellationToken)
    {
        // IAM refuses to delete a role that still has policies, whoever added them.
        await DeletePoliciesAsync(spec, state.Policy is null ? state.OtherPolicies : [spec.PolicyName, .. state.OtherPolicies], cancellationToken);
        await DetachAsync(spec, state.AttachedPolicyArns, cancellationToken);
        await iam.DeleteRoleAsync(new DeleteRoleRequest { RoleName = spec.Name }, cancellationToken);
        return StepResult.Waiting(Reasons.Deleting, $"Role {spec.Name} is being deleted.");
    }

    private async Task<Role?> FindAsync(RoleSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            return (await iam.GetRoleAsync(new GetRoleRequest { RoleName = spec.Name }, cancellationToken)).Role;
        }
        catch (NoSuchEntityException)
        {
            return null;
        }
    }

    private Task PutBoundaryAsync(RoleSpec spec, CancellationToken cancellationToken) => spec.PermissionsBoundaryArn is { } arn
        ? iam.PutRolePermissionsBoundaryAsync(
            new PutRolePermissionsBoundaryRequest { RoleName = spec.Name, PermissionsBoundary = arn }, cancellationToken)
        : iam.DeleteRolePermissionsBoundaryAsync(new DeleteRolePermissionsBoundaryRequest { RoleName = spec.Name }, cancellationToken);

    private async Task DeletePoliciesAsync(RoleSpec spec, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        foreach (var name in names)
            await iam.DeleteRolePolicyAsync(new DeleteRolePolicyRequest { RoleName = spec.Name, PolicyName = name }, cancellationToken);
    }

    private async Task DetachAsync(RoleSpec spec, IEnumerable<string> arns, CancellationToken cancellationToken)
    {
        foreach (var arn in arns)
            await iam.DetachRolePolicyAsync(new DetachRolePolicyRequest { RoleName = spec.Name, PolicyArn = arn }, cancellationToken);
    }

    private async Task<IReadOnlyList<string>> InlineAsync(RoleSpec spec, CancellationToken cancellationToken) =>
        (await iam.ListRolePoliciesAsync(new ListRolePoliciesRequest { RoleName = spec.Name }, cancellationToken)).PolicyNames ?? [];

    private async Task<IReadOnlyList<string>> AttachedAsync(RoleSpec spec, CancellationToken cancellationToken)
    {
        var answer = await iam.ListAttachedRolePoliciesAsync(new ListAttachedRolePoliciesRequest { RoleName = spec.Name }, cancellationToken);
        return [.. (answer.AttachedPolicies ?? []).Select(policy => policy.PolicyArn!)];
    }

    private async Task<string?> PolicyAsync(RoleSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await iam.GetRolePolicyAsync(
                new GetRolePolicyRequest { RoleName = spec.Name, PolicyName = spec.PolicyName }, cancellationToken);
            return Uri.UnescapeDataString(answer.PolicyDocument!);
        }
        catch (NoSuchEntityException)
        {
            return null;
        }
    }

    private static List<Tag> ToTags(IReadOnlyDictionary<string, string> tags) =>
        [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })];
}
