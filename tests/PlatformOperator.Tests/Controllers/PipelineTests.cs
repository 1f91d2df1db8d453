using System.Text.Json.Nodes;
using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Desired;

namespace PlatformOperator.Tests.Controllers;

/// <summary>DataPipeline: children, roles, and what its pods need.</summary>
public sealed class PipelineTests(SandboxFixture fixture) : SandboxTest(fixture), IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task A_DataPipeline_gets_its_children_with_the_settings_of_their_parts()
    {
        await ReadyTenantAsync("pt-children");
        var pipeline = New.Pipeline("pt-children");
        pipeline.Spec.Cache = new CacheSettings { ReplicasPerPrimary = 1 };
        pipeline = await ReadyPipelineAsync(pipeline);

        var buckets = await Client.ListAsync<TenantBucket>("pt-children", cancellationToken: Cancel);
        Assert.Equal(["sensors-errors", "sensors-processed", "sensors-raw"], buckets.Select(bucket => bucket.Metadata.Name).Order(StringComparer.Ordinal));
        Assert.All(buckets, bucket =>
        {
            Assert.Equal("sensors", bucket.GetLabel(Annotations.PipelineLabel));
            Assert.Equal(pipeline.Metadata.Uid, Assert.Single(bucket.Metadata.OwnerReferences!, owner => owner.Controller == true).Uid);
            Assert.Equal("True", ReadyOf(bucket)!.Status);
        });
        Assert.Equal(30, buckets.Single(bucket => bucket.Spec.Zone == BucketZone.Raw).Spec.Lifecycle.ExpireAfterDays);
        var stream = Assert.Single(await Client.ListAsync<DataStream>("pt-children", cancellationToken: Cancel));
        Assert.Equal((StreamMode.Provisioned, 2), (stream.Spec.Mode, stream.Spec.Shards));
        Assert.Equal(1, Assert.Single(await Client.ListAsync<DataCache>("pt-children", cancellationToken: Cancel)).Spec.ReplicasPerPrimary);

        Assert.Equal(stream.Status.StreamName, pipeline.Status.StreamName);
        Assert.Equal(
            (buckets.Single(b => b.Spec.Zone == BucketZone.Raw).Status.BucketName, buckets.Single(b => b.Spec.Zone == BucketZone.Processed).Status.BucketName),
            (pipeline.Status.RawBucket, pipeline.Status.ProcessedBucket));
    }

    [Fact]
    public async Task Each_pod_role_gets_an_IAM_role_that_only_its_ServiceAccount_may_assume()
    {
        await ReadyTenantAsync("pt-roles");
        var pipeline = await ReadyPipelineAsync(New.Pipeline("pt-roles"));

        var stream = World.Streams.Single(s => s.Name == pipeline.Status.StreamName);
        var ingest = Assert.Single(World.Roles, role => role.Arn == pipeline.Status.IngestRoleArn);
        var process = Assert.Single(World.Roles, role => role.Arn == pipeline.Status.ProcessRoleArn);
        Assert.Equal(("/dataplatform/", "/dataplatform/"), (ingest.Path, process.Path));
        AssertTrusts(ingest.TrustPolicy, "system:serviceaccount:pt-roles:sensors-ingest");
        AssertTrusts(process.TrustPolicy, "system:serviceaccount:pt-roles:sensors-process");

        var puts = Statement(Assert.Single(ingest.InlinePolicies).Value, "PutRecords");
        Assert.Equal(("kinesis:PutRecords", stream.Arn), (puts["Action"]!.ToString(), puts["Resource"]!.ToString()));
        Assert.DoesNotContain("s3:", Assert.Single(ingest.InlinePolicies).Value, StringComparison.Ordinal);
        var objects = Statement(Assert.Single(process.InlinePolicies).Value, "ReadAndWriteObjects");
        Assert.Contains($"arn:aws:s3:::{pipeline.Status.ProcessedBucket}/_state/*", objects["Resource"]!.AsArray().Select(r => r!.ToString()));
        Assert.Equal(
            $"arn:aws:s3:::{pipeline.Status.ProcessedBucket}/_state/aggregates/*",
            Statement(Assert.Single(process.InlinePolicies).Value, "DeleteMergedPartials")["Resource"]!.ToString());
        Assert.Equal("pt-roles", ingest.Tags["dataplatform.dev/namespace"]);
        Assert.Empty(ingest.AttachedPolicies);
    }

    [Fact]
    public async Task A_pipeline_whose_only_process_pod_is_missing_is_not_ready_though_its_Deployment_may_lack_one()
    {
        await ReadyTenantAsync("pt-lacking");
        var pipeline = await ReadyPipelineAsync(New.Pipeline("pt-lacking"));
        var process = (await GetAsync(New.Deployment(pipeline, PipelineRole.Process)))!;
        process.Status!.AvailableReplicas = process.Status.ReadyReplicas = 0;
        await Client.UpdateStatusAsync(process, Cancel);

        Assert.Equal("PodsNotReady", (await NotReadyAsync(pipeline, "PodsNotReady")).Reason);
    }

    [Fact]
    public async Task The_pods_get_their_objects_and_run_as_their_role()
    {
        await ReadyTenantAsync("pt-pods");
        var pipeline = await ReadyPipelineAsync(New.Pipeline("pt-pods"));

        foreach (var role in PipelineRoles.All)
        {
            var name = PipelineWorkloads.Name(pipeline, role);
            var account = await Client.GetAsync<V1ServiceAccount>(name, "pt-pods", Cancel);
            Assert.Equal(
                role == PipelineRole.Ingest ? pipeline.Status.IngestRoleArn : pipeline.Status.ProcessRoleArn,
                account!.GetAnnotation("eks.amazonaws.com/role-arn"));
            var deployment = await GetAsync(New.Deployment(pipeline, role));
            Assert.Equal(name, deployment!.Spec!.Template!.Spec!.ServiceAccountName);
            var configuration = await Client.GetAsync<V1ConfigMap>(name, "pt-pods", Cancel);
            Assert.Equal(pipeline.Status.StreamName, JsonNode.Parse(configuration!.Data![PipelineWorkloads.ConfigurationFile])!["stream"]!["name"]!.ToString());
            Assert.NotNull(await Client.GetAsync<V1NetworkPolicy>(name, "pt-pods", Cancel));
            Assert.Equal("1", (await Client.GetAsync<V1PodDisruptionBudget>(name, "pt-pods", Cancel))!.Spec!.MaxUnavailable!.ToString());
            Assert.NotNull(await Client.GetAsync<V1Service>(name, "pt-pods", Cancel));
        }

        Assert.NotNull(await Client.GetAsync<V2HorizontalPodAutoscaler>("sensors-ingest", "pt-pods", Cancel));
        Assert.NotNull(await Client.GetAsync<V1RoleBinding>("sensors-process", "pt-pods", Cancel));
        Assert.NotNull(pipeline.Status.IngestUrl);
    }

    [Fact]
    public async Task Without_its_api_key_Secret_a_pipeline_says_how_to_make_one_and_goes_on_when_it_comes()
    {
        await ReadyTenantAsync("pt-secret");
        var pipeline = await CreateAsync(New.Pipeline("pt-secret"));

        var condition = await NotReadyAsync(pipeline, "ApiKeySecretMissing");
        Assert.Contains("kubectl -n pt-secret create secret generic sensors-api-key", condition.Message, StringComparison.Ordinal);

        await CreateAsync(New.ApiKey("pt-secret"));
        await SeenAsync(pipeline, live => Condition(live, "SourceReady")?.Status == "True", "found the Secret");
    }

    [Fact]
    public async Task A_cache_taken_out_of_the_spec_is_deleted_and_nothing_else()
    {
        await ReadyTenantAsync("pt-uncache");
        var pipeline = New.Pipeline("pt-uncache");
        pipeline.Spec.Cache = new CacheSettings();
        pipeline = await ReadyPipelineAsync(pipeline);
        var cache = Assert.Single(await Client.ListAsync<DataCache>("pt-uncache", cancellationToken: Cancel));

        await EditAsync(pipeline, live => live.Spec.Cache = null);
        await GoneAsync(cache);
        await ReadyAsync(pipeline);

        Assert.DoesNotContain(World.ReplicationGroups, group => group.Arn == cache.Status.ReplicationGroupArn);
        Assert.Equal(3, (await Client.ListAsync<TenantBucket>("pt-uncache", cancellationToken: Cancel)).Count);
    }

    [Fact]
    public async Task What_somebody_changed_in_an_applied_object_is_put_right_and_what_others_added_stays()
    {
        await ReadyTenantAsync("pt-apply");
        var pipeline = await ReadyPipelineAsync(New.Pipeline("pt-apply"));
        var service = (await Client.GetAsync<V1Service>("sensors-ingest", "pt-apply", Cancel))!;
        var target = service.Spec!.Ports![0].TargetPort!.ToString();

        await EditAsync(service, live =>
        {
            live.Spec!.Ports![0].TargetPort = "elsewhere";
            live.Metadata.Annotations!["example.org/added"] = "by somebody";
        });
        await LookAgainAsync(pipeline);

        service = (await GetAsync(service))!;
        Assert.Equal(target, Assert.Single(service.Spec!.Ports!).TargetPort!.ToString());
        Assert.Equal("by somebody", service.Metadata.Annotations!["example.org/added"]);
    }

    private static void AssertTrusts(string trustPolicy, string subject)
    {
        var statement = Assert.Single(JsonNode.Parse(trustPolicy)!["Statement"]!.AsArray())!;
        Assert.Equal("sts:AssumeRoleWithWebIdentity", statement["Action"]!.ToString());
        var equals = statement["Condition"]!["StringEquals"]!.AsObject();
        Assert.Equal([subject, "sts.amazonaws.com"], equals.OrderByDescending(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value!.ToString()));
    }

    private static JsonNode Statement(string policy, string sid) =>
        JsonNode.Parse(policy)!["Statement"]!.AsArray().Single(statement => statement!["Sid"]!.ToString() == sid)!;
}
