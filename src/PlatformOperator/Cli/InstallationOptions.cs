using System.CommandLine;
using System.CommandLine.Parsing;

namespace PlatformOperator.Cli;

/// <summary>The command line options that describe an installation of the operator.</summary>
/// <param name="required">Whether those must be given that have no default.</param>
internal sealed class InstallationOptions(bool required)
{
    private readonly Option<string?> installation = new("--installation")
    {
        Description = "Name of this installation: part of every owner tag and AWS name. Two installations must never share it.",
        Required = required,
    };

    private readonly Option<string?> region = new("--region")
    {
        Description = "AWS region of Tenants that name none. By default AWS_REGION, which EKS gives to pods with a role.",
    };

    private readonly Option<string?> image = new("--ingestion-image") { Description = "Image of the ingestion pods.", Required = required };

    private readonly Option<string?> oidcProvider = new("--oidc-provider")
    {
        Description = "Issuer of the cluster's service account tokens without https://, as in: aws eks describe-cluster --query cluster.identity.oidc.issuer. "
            + "By default what the operator's own token says.",
    };

    private readonly Option<string?> permissionsBoundary = new("--permissions-boundary")
    {
        Description = "ARN of the managed policy that bounds every role made for pods.",
    };

    private readonly Option<string> @namespace = new("--namespace")
    {
        Description = "Namespace that the operator runs in.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("POD_NAMESPACE") ?? "platform-operator-system",
    };

    private readonly Option<string?> monitoringNamespace = new("--monitoring-namespace") { Description = "Namespace whose pods may scrape metrics." };

    private readonly Option<Uri?> tracesEndpoint = new("--traces-endpoint")
    {
        Description = "Where ingestion pods send their spans by OTLP: http://collector.monitoring:4317. Pods may reach its port in the monitoring namespace.",
        CustomParser = ParseEndpoint,
    };

    private readonly Option<string[]> systemNamespaces = new("--system-namespace")
    {
        Description = "Namespace that no Tenant may claim; may be given several times.", AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All =>
        [installation, region, image, oidcProvider, permissionsBoundary, @namespace, monitoringNamespace, tracesEndpoint, systemNamespaces];

    /// <summary>What was given.</summary>
    public InstallationValues Read(ParseResult result) => new()
    {
        Installation = result.GetValue(installation),
        Region = result.GetValue(region),
        IngestionImage = result.GetValue(image),
        OidcProvider = result.GetValue(oidcProvider),
        PermissionsBoundary = result.GetValue(permissionsBoundary),
        Namespace = result.GetRequiredValue(@namespace),
        MonitoringNamespace = result.GetValue(monitoringNamespace),
        TracesEndpoint = result.GetValue(tracesEndpoint),
        SystemNamespaces = result.GetValue(systemNamespaces) ?? [],
    };

    private static Uri? ParseEndpoint(ArgumentResult argument)
    {
        if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var endpoint) && endpoint.Scheme is ("http" or "https"))
            return endpoint;
        argument.AddError("--traces-endpoint takes a URL: http://collector.monitoring:4317");
        return null;
    }
}
