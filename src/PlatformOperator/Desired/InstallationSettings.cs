namespace PlatformOperator.Desired;

/// <summary>What an administrator decides for one installation of the operator and what everything computed depends on.</summary>
public sealed record InstallationSettings
{
    /// <summary>Name of the installation; part of every owner tag and every computed AWS name. Required: two installations must never share it.</summary>
    public required string Installation { get; init; }

    /// <summary>Region for tenants that name none, for instance <c>eu-west-1</c>.</summary>
    public required string DefaultRegion { get; init; }

    /// <summary>Image of the ingestion pods; the installation's choice, never a tenant's.</summary>
    public required string IngestionImage { get; init; }

    /// <summary>Issuer of the cluster's service account tokens without <c>https://</c>, the name of the IAM OIDC provider.</summary>
    public required string OidcProvider { get; init; }

    /// <summary>
    /// ARN of the managed policy that bounds every role made for pods, or null. In the accounts of tenants it is the one of the same name there.
    /// </summary>
    public string? PermissionsBoundaryArn { get; init; }

    /// <summary>Namespace that the operator runs in; its pods may scrape metrics.</summary>
    public required string OperatorNamespace { get; init; }

    /// <summary>Namespace that the monitoring stack runs in, or null; its pods may scrape metrics.</summary>
    public string? MonitoringNamespace { get; init; }

    /// <summary>
    /// Where pods send their spans by OTLP, for instance <c>http://collector.monitoring:4317</c>; null: nowhere. Pods may reach its port in the
    /// monitoring stack's namespace.
    /// </summary>
    public Uri? TracesEndpoint { get; init; }

    /// <summary>Namespaces that no Tenant may claim, besides those above, <c>default</c> and those that start with <c>kube-</c>.</summary>
    public IReadOnlyList<string> SystemNamespaces { get; init; } = [];

    /// <summary>Whether no Tenant may claim the namespace. The monitoring stack's is one of them: its pods may scrape every tenant's metrics.</summary>
    public bool IsSystemNamespace(string name) =>
        name == "default" || name.StartsWith("kube-", StringComparison.Ordinal) || name == OperatorNamespace || name == MonitoringNamespace
        || SystemNamespaces.Contains(name);
}
