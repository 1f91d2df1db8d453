using PlatformOperator.Desired;

namespace PlatformOperator.Cli;

/// <summary>What is known of an installation's settings; null is what is not.</summary>
internal sealed record InstallationValues
{
    /// <summary>Stands in where nothing is made and so no name has to be true.</summary>
    public static readonly InstallationValues Placeholders = new()
    {
        Installation = "installation", Region = "us-east-1", IngestionImage = "platform-ingestion", OidcProvider = "oidc.example.com",
        Namespace = "platform-operator-system",
    };

    public string? Installation { get; init; }

    public string? Region { get; init; }

    public string? IngestionImage { get; init; }

    public string? OidcProvider { get; init; }

    public string? PermissionsBoundary { get; init; }

    public required string Namespace { get; init; }

    public string? MonitoringNamespace { get; init; }

    public Uri? TracesEndpoint { get; init; }

    public IReadOnlyList<string> SystemNamespaces { get; init; } = [];

    /// <summary>The same, with what is not known taken from others.</summary>
    public InstallationValues Or(InstallationValues others) => new()
    {
        Installation = Installation ?? others.Installation,
        Region = Region ?? others.Region,
        IngestionImage = IngestionImage ?? others.IngestionImage,
        OidcProvider = OidcProvider ?? others.OidcProvider,
        PermissionsBoundary = PermissionsBoundary ?? others.PermissionsBoundary,
        Namespace = Namespace,
        MonitoringNamespace = MonitoringNamespace ?? others.MonitoringNamespace,
        TracesEndpoint = TracesEndpoint ?? others.TracesEndpoint,
        SystemNamespaces = SystemNamespaces.Count > 0 ? SystemNamespaces : others.SystemNamespaces,
    };

    /// <summary>The same, with what is not known taken from where the program runs.</summary>
    public InstallationValues OrOfEnvironment() => Or(
        new InstallationValues { Namespace = Namespace, Region = Environment.GetEnvironmentVariable("AWS_REGION"), OidcProvider = ServiceAccountToken.Issuer() });

    /// <summary>The settings.</summary>
    /// <exception cref="MissingSettingException">One that is needed is not known; the message names its option.</exception>
    public InstallationSettings ToSettings() => new()
    {
        Installation = Installation ?? throw Missing("--installation is required where there is no Deployment of the operator to read it from."),
        DefaultRegion = Region ?? throw Missing("--region is required where AWS_REGION is not set."),
        IngestionImage = IngestionImage ?? throw Missing("--ingestion-image is required where there is no Deployment of the operator to read it from."),
        OidcProvider = OidcProvider ?? throw Missing("--oidc-provider is required outside a cluster: there is no service account token that names the issuer."),
        PermissionsBoundaryArn = PermissionsBoundary,
        OperatorNamespace = Namespace,
        MonitoringNamespace = MonitoringNamespace,
        TracesEndpoint = TracesEndpoint,
        SystemNamespaces = SystemNamespaces,
    };

    private static MissingSettingException Missing(string message) => new(message);
}
