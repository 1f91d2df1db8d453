using System.CommandLine;
using System.Net;
using System.Text.RegularExpressions;
using k8s.Autorest;
using k8s.Models;
using KubeOps.KubernetesClient;
using PlatformOperator.Api;

namespace PlatformOperator.Cli;

/// <summary>The settings of the operator that a cluster has, read off its Deployment.</summary>
internal static partial class InstalledOperator
{
    /// <summary>What the Deployment sets; nothing where there is none, or where it may not be read.</summary>
    public static async Task<InstallationValues> ReadAsync(IKubernetesClient client, string @namespace, CancellationToken cancellationToken)
    {
        try
        {
            return await FromDeploymentAsync(client, @namespace, cancellationToken);
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.Forbidden)
        {
            return new InstallationValues { Namespace = @namespace };
        }
    }

    private static async Task<InstallationValues> FromDeploymentAsync(IKubernetesClient client, string @namespace, CancellationToken cancellationToken)
    {
        var deployment = await client.GetAsync<V1Deployment>(Annotations.ManagedBy, @namespace, cancellationToken);
        if (deployment?.Spec?.Template.Spec?.Containers.FirstOrDefault() is not { } container)
            return new InstallationValues { Namespace = @namespace };
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in container.Env ?? [])
        {
            if (await ValueAsync(client, @namespace, variable, cancellationToken) is { } value)
                environment[variable.Name] = value;
        }

        // Kubernetes puts variables into arguments in this form and leaves unknown ones as they are.
        var arguments = (container.Args ?? [])
            .Select(argument => Reference().Replace(argument, match => environment.GetValueOrDefault(match.Groups["name"].Value, match.Value)));
        var options = new InstallationOptions(required: false);
        var command = new RootCommand { TreatUnmatchedTokensAsErrors = false };
        foreach (var option in options.All)
            command.Options.Add(option);
        var values = options.Read(command.Parse([.. arguments]));
        return values with { Region = values.Region ?? environment.GetValueOrDefault("AWS_REGION") };
    }

    private static async Task<string?> ValueAsync(IKubernetesClient client, string @namespace, V1EnvVar variable, CancellationToken cancellationToken)
    {
        if (variable.ValueFrom?.ConfigMapKeyRef is not { Name: { } name } reference)
            return variable.Value;
        var map = await client.GetAsync<V1ConfigMap>(name, @namespace, cancellationToken);
        return map?.Data?.TryGetValue(reference.Key, out var value) == true ? value : null;
    }

    [GeneratedRegex(@"\$\((?<name>[A-Za-z_][A-Za-z0-9_]*)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();
}
