using System.CommandLine;
using System.Net;
using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Exceptions;
using KubeOps.KubernetesClient;
using PlatformOperator.Api;
using PlatformOperator.Aws;
using PlatformOperator.Overview;
using Spectre.Console;

namespace PlatformOperator.Cli;

/// <summary>The verb <c>status</c>: how everything is, as whoever has the kubeconfig may see it.</summary>
internal static class StatusCommand
{
    private const string AsJson = "json";

    private static readonly Option<string?> Namespace = new("--namespace", "-n") { Description = "Look at one namespace only." };

    private static readonly Option<bool> Watch = new("--watch", "-w") { Description = "Go on showing changes until Ctrl+C." };

    private static readonly Option<string?> Output = new Option<string?>("--output", "-o") { Description = "json instead of a table." }
        .AcceptOnlyFromAmong(AsJson);

    private static readonly Option<bool> Retained = new("--retained")
    {
        Description = "List what was kept in AWS when its resource was deleted, with your AWS credentials (tag:GetResources).",
    };

    private static readonly Option<string?> Installation = new("--installation") { Description = "Of --retained: only what this installation made." };

    private static readonly Option<string?> Region = new("--region")
    {
        Description = "Of --retained: AWS region. By default AWS_REGION or AWS_DEFAULT_REGION.",
    };

    public static Command Build()
    {
        var command = new Command("status", "Show Tenants, their pipelines and resources: what is ready, what is not and why.")
        {
            Namespace, Watch, Output, Retained, Installation, Region,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Watch) && (result.GetValue(Retained) || result.GetValue(Output) is not null))
                result.AddError("--watch goes neither with --retained nor with -o.");
        });
        command.SetAction((result, token) => result.GetValue(Retained) ? ListRetainedAsync(result, token) : ShowAsync(result, token));
        return command;
    }

    /// <summary>What there is, once.</summary>
    public static async Task<IReadOnlyList<ResourceOverview>> ReadAsync(IKubernetesClient client, string? @namespace, CancellationToken cancellationToken)
    {
        var resources = await PlatformResources.InNamespacesAsync(client, @namespace, cancellationToken);
        return ResourceOverview.Tree([.. await TenantsAsync(client, cancellationToken), .. resources], @namespace);
    }

    /// <summary>Draws the tree: in colours on a terminal, without and as wide as it is elsewhere.</summary>
    public static Task DrawAsync(IReadOnlyList<ResourceOverview> tree, TextWriter output, TimeProvider time) =>
        DrawAsync(OverviewTable.Of(tree, time.GetUtcNow()), output);

    private static async Task<int> ShowAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var output = result.InvocationConfiguration.Output;
        try
        {
            using var client = new KubernetesClient(KubernetesClientConfiguration.BuildDefaultConfig());
            var tree = await ReadAsync(client, result.GetValue(Namespace), cancellationToken);
            if (result.GetValue(Output) == AsJson)
                await output.WriteLineAsync(JsonSerializer.Serialize(tree, ReadableJson.Options));
            else if (result.GetValue(Watch))
                await new LiveOverview(client, result.GetValue(Namespace), OutputConsole.On(output), TimeProvider.System).RunAsync(cancellationToken);
            else if (tree.Count == 0)
                await output.WriteLineAsync("There are no Tenants, pipelines or resources here.");
            else
                await DrawAsync(tree, output, TimeProvider.System);
            return 0;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception exception) when (exception is KubeConfigException or HttpRequestException or HttpOperationException)
        {
            await result.InvocationConfiguration.Error.WriteLineAsync($"platform-operator: {exception.Message}");
            return 1;
        }
    }

    /// <summary>Who may not see Tenants sees what lies in the namespaces all the same.</summary>
    private static async Task<IReadOnlyList<IPlatformResource>> TenantsAsync(IKubernetesClient client, CancellationToken cancellationToken)
    {
        try
        {
            return await PlatformResources.TenantsAsync(client, cancellationToken);
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.Forbidden)
        {
            return [];
        }
    }

    private static async Task<int> ListRetainedAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var (output, error) = (result.InvocationConfiguration.Output, result.InvocationConfiguration.Error);
        if ((result.GetValue(Region) ?? Environment.GetEnvironmentVariable("AWS_REGION") ?? Environment.GetEnvironmentVariable("AWS_DEFAULT_REGION")) is not { } region)
        {
            await error.WriteLineAsync("platform-operator: --region is required where neither AWS_REGION nor AWS_DEFAULT_REGION is set.");
            return 2;
        }

        try
        {
            var retained = (await RetainedResources.FindAsync(new AwsAccess(), region, result.GetValue(Installation), cancellationToken))
                .Where(resource => result.GetValue(Namespace) is not { } home || resource.Namespace == home).ToList();
            if (result.GetValue(Output) == AsJson)
                await output.WriteLineAsync(JsonSerializer.Serialize(retained, ReadableJson.Options));
            else if (retained.Count == 0)
                await output.WriteLineAsync($"Nothing that was kept is known in {region}. A search by tags may lag behind.");
            else
                await DrawAsync(Table(retained), output);
            return 0;
        }
        catch (Exception exception) when (AwsErrors.Explain(exception, identity: null) is { } problem)
        {
            await error.WriteLineAsync($"platform-operator: {problem.Message}");
            return 1;
        }
    }

    private static Table Table(IEnumerable<RetainedResource> retained)
    {
        var table = OverviewTable.Empty("TENANT", "KIND", "NAME", "ARN", "NEEDS");
        foreach (var resource in retained)
        {
            var name = resource.Namespace is null ? resource.Name : $"{resource.Namespace}/{resource.Name}";
            table.AddRow(
                new Text(resource.Tenant ?? "-"), new Text(resource.Kind ?? "-"), new Text(name ?? "-"), new Text(resource.Arn),
                new Text(resource.Keys.Count == 0 ? "-" : string.Join(' ', resource.Keys)));
        }

        return table;
    }

    private static async Task DrawAsync(Table table, TextWriter output)
    {
        var console = OutputConsole.On(output);
        if (console.Profile.Out.IsTerminal)
        {
            console.Write(table);
            return;
        }

        await using var plain = new StringWriter();
        OutputConsole.On(plain).Write(table);
        // The last column is as wide as its widest cell.
        foreach (var line in plain.ToString().TrimEnd().Split('\n'))
            await output.WriteLineAsync(line.TrimEnd());
    }
}
