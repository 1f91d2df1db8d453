using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Cli;
using PlatformOperator.Overview;
using PlatformOperator.Testing;
using PlatformOperator.Tests.Controllers;
using Spectre.Console;

namespace PlatformOperator.Tests.Overview;

/// <summary>What <c>platform-operator status</c> draws of given resources.</summary>
public sealed class OverviewTests
{
    private static readonly DateTime Now = new(2026, 5, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly DateTimeOffset Moment = new(Now, TimeSpan.Zero);

    [Fact]
    public async Task Tenants_have_pipelines_and_pipelines_have_parts()
    {
        Assert.Equal(
            """
            NAME               KIND           READY    AGE  DRIFT  LAG   DETAIL
            acme               Tenant         True     3h   -      -     arn:of-its-key
            ├─ acme/audit      EncryptionKey  Unknown  45s  -      -     Reconciling: The resource is being looked at for the first time.
            └─ acme/sensors    DataPipeline   False    3h   -      1.2s  Waiting: The stream is being created.
               ├─ sensors      DataStream     False    3h   -      -     QuotaExceeded: Ask AWS.
               └─ sensors-raw  TenantBucket   True     3h   4m     -     -
            nobodys/lost       TenantBucket   False    3h   -      -     NamespaceWithoutTenant: No Tenant has namespace nobodys.
            """.ReplaceLineEndings("\n"),
            await DrawAsync(ResourceOverview.Tree(Resources())));
    }

    [Fact]
    public void What_waits_for_a_human_is_red_and_what_waits_for_others_yellow()
    {
        var tree = ResourceOverview.Tree(Resources());
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.Standard, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 200;
        console.Write(OverviewTable.Of(tree, Moment));

        var lines = writer.ToString().Split('\n');
        Assert.Contains("\u001b[32mTrue", lines.Single(line => line.StartsWith("acme ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("\u001b[93mFalse", lines.Single(line => line.Contains("DataPipeline", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("\u001b[91mFalse", lines.Single(line => line.Contains("DataStream", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_its_Tenant_a_pipeline_stands_first() =>
        Assert.Equal(
            ["EncryptionKey acme/audit", "DataPipeline acme/sensors", "TenantBucket nobodys/lost"],
            ResourceOverview.Tree([.. Resources().Where(resource => resource is not Tenant)]).Select(top => $"{top.Kind} {top.FullName}"));

    private static List<IPlatformResource> Resources()
    {
        var tenant = Born(New.Tenant("acme"), TimeSpan.FromHours(3), "True", "Ready", "");
        tenant.Status.Namespaces = ["acme"];
        tenant.Status.Keys = new TenantKeys { Storage = "arn:of-its-key" };
        var pipeline = Born(New.Pipeline("acme"), TimeSpan.FromHours(3), "False", "Waiting", "The stream is being created.");
        pipeline.Status.Lag = "1.2s";
        var stream = PartOf(pipeline, Born(New.Stream("acme", "sensors"), TimeSpan.FromHours(3), "False", "QuotaExceeded", "Ask AWS."));
        stream.Status.Conditions.Add(new V1Condition { Type = "Stalled", Status = "True" });
        var bucket = PartOf(pipeline, Born(New.Bucket("acme", "sensors-raw"), TimeSpan.FromHours(3), "True", "Ready", ""));
        bucket.Status.DriftedAt = Now - TimeSpan.FromMinutes(4);
        var key = Born(New.Key("acme", "audit"), TimeSpan.FromSeconds(45), "Unknown", "Reconciling", "The resource is being looked at for the first time.");
        var lost = Born(New.Bucket("nobodys", "lost"), TimeSpan.FromHours(3), "False", "NamespaceWithoutTenant", "No Tenant has namespace nobodys.");
        return [lost, bucket, stream, pipeline, key, tenant];
    }

    private static TEntity Born<TEntity>(TEntity resource, TimeSpan age, string ready, string reason, string message)
        where TEntity : IPlatformResource
    {
        (resource.Metadata.Uid, resource.Metadata.CreationTimestamp) = (Guid.NewGuid().ToString(), Now - age);
        resource.CommonStatus.Conditions = [new V1Condition { Type = "Ready", Status = ready, Reason = reason, Message = message }];
        return resource;
    }

    private static TEntity PartOf<TEntity>(DataPipeline pipeline, TEntity part)
        where TEntity : IPlatformResource
    {
        part.Metadata.OwnerReferences =
        [
            new V1OwnerReference { Kind = pipeline.Kind, Name = pipeline.Metadata.Name, Uid = pipeline.Metadata.Uid!, Controller = true },
        ];
        return part;
    }

    private static async Task<string> DrawAsync(IReadOnlyList<ResourceOverview> tree)
    {
        await using var writer = new StringWriter();
        await StatusCommand.DrawAsync(tree, writer, new FakeTimeProvider(Moment));
        return writer.ToString().ReplaceLineEndings("\n").TrimEnd();
    }

}
