using PlatformOperator.Api;

namespace PlatformOperator.Desired;

/// <summary>IAM roles of the pods of pipelines.</summary>
public static class Roles
{
    private const string PolicyName = "pipeline";

    /// <summary>The IAM role of one of a pipeline's pod roles.</summary>
    public static RoleSpec For(
        DataPipeline pipeline, PipelineRole role, TenantContext tenant, InstallationSettings settings, PipelineParts parts)
    {
        var (@namespace, name) = (pipeline.Metadata.NamespaceProperty!, pipeline.Metadata.Name);
        var owner = OwnerOf(pipeline, role, tenant, settings);
        return new RoleSpec(
            owner, Names.Role(owner), Names.RolePath, $"Pods of DataPipeline {@namespace}/{name} of tenant {tenant.Name} that {role.Verb()}",
            Policies.Trust(tenant.Region, tenant.AccountId, settings.OidcProvider, @namespace, Names.Child(name, role.Verb())),
            PolicyName, role == PipelineRole.Ingest ? Policies.Ingest(tenant.Region, parts, owner) : Policies.Process(tenant.Region, parts, owner),
            // A role's boundary must lie in its own account.
            settings.PermissionsBoundaryArn is { } boundary ? Arns.InAccount(boundary, tenant.AccountId) : null, Tags.For(owner, tenant.Tags));
    }

    /// <summary>ARN of that role, computed: it is known before the role is there.</summary>
    public static string Arn(DataPipeline pipeline, PipelineRole role, TenantContext tenant, InstallationSettings settings) =>
        Arns.Role(tenant.Region, tenant.AccountId, Names.Role(OwnerOf(pipeline, role, tenant, settings)));

    private static Owner OwnerOf(DataPipeline pipeline, PipelineRole role, TenantContext tenant, InstallationSettings settings) => new(
        settings.Installation, tenant.Name, nameof(DataPipeline), pipeline.Metadata.NamespaceProperty!, pipeline.Metadata.Name, role.Verb());
}
