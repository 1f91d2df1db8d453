using System.Globalization;
using Amazon.IdentityManagement.Model;
using Amazon.KeyManagementService.Model;
using Amazon.Kinesis.Model;
using Amazon.S3.Model;
using PlatformOperator.Api;
using PlatformOperator.Sandbox.Aws;

namespace PlatformOperator.Tests.Controllers;

/// <summary>Settings that somebody changed in AWS: put right, told by an Event, a condition and a metric; only reported while paused.</summary>
[Collection(nameof(OneAtATime))]
public sealed class DriftTests(SandboxFixture fixture) : SandboxTest(fixture), IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task A_bucket_that_was_opened_is_closed_again()
    {
        await ReadyTenantAsync("dr-bucket");
        var bucket = await CreateReadyAsync(New.Bucket("dr-bucket"));
        var before = Bucket(bucket);
        using (var s3 = new AwsAccount(Aws).S3)
        {
            await s3.DeleteBucketPolicyAsync(new DeleteBucketPolicyRequest { BucketName = bucket.Status.BucketName }, Cancel);
            await s3.DeletePublicAccessBlockAsync(new DeletePublicAccessBlockRequest { BucketName = bucket.Status.BucketName }, Cancel);
            await s3.DeleteBucketEncryptionAsync(new DeleteBucketEncryptionRequest { BucketName = bucket.Status.BucketName }, Cancel);
        }

        Assert.Equal((null, false, "AES256"), (Bucket(bucket).Policy, Bucket(bucket).AllPublicAccessBlocked, Bucket(bucket).SseAlgorithm));
        bucket = await LookAgainAsync(bucket);

        Assert.Equal((before.Policy, true, before.KmsKeyId, true), (Bucket(bucket).Policy, Bucket(bucket).AllPublicAccessBlocked, Bucket(bucket).KmsKeyId, Bucket(bucket).BucketKey));
        await AssertReportedAsync(bucket, "TenantBucket", "policy");
    }

    [Fact]
    public async Task Tags_that_were_taken_come_back_and_those_of_others_stay()
    {
        await ReadyTenantAsync("dr-tags");
        var bucket = await CreateReadyAsync(New.Bucket("dr-tags"));
        using (var s3 = new AwsAccount(Aws).S3)
        {
            var tags = Bucket(bucket).Tags.Where(tag => tag.Key != "cost-center").Select(tag => new Amazon.S3.Model.Tag { Key = tag.Key, Value = tag.Value });
            await s3.PutBucketTaggingAsync(new PutBucketTaggingRequest { BucketName = bucket.Status.BucketName, TagSet = [.. tags, new() { Key = "theirs", Value = "stays" }] }, Cancel);
        }

        bucket = await LookAgainAsync(bucket);

        Assert.Equal(("4711", "stays"), (Bucket(bucket).Tags["cost-center"], Bucket(bucket).Tags["theirs"]));
        await AssertReportedAsync(bucket, "TenantBucket", "tags");
    }

    [Fact]
    public async Task A_streams_retention_is_put_back()
    {
        await ReadyTenantAsync("dr-stream");
        var wanted = New.Stream("dr-stream");
        wanted.Spec.RetentionHours = 48;
        var stream = await CreateReadyAsync(wanted);
        using (var kinesis = new AwsAccount(Aws).Kinesis)
            await kinesis.DecreaseStreamRetentionPeriodAsync(new DecreaseStreamRetentionPeriodRequest { StreamName = stream.Status.StreamName, RetentionPeriodHours = 24 }, Cancel);

        await AnnotateAsync(stream, Annotations.ReconcileAt, "now");

        await Eventually.SeenAsync(() => World.Streams.Single(s => s.Arn == stream.Status.StreamArn).RetentionHours, hours => hours == 48, "48 hours again", Cancel);
        await AssertReportedAsync(stream, "DataStream", "retentionHours");
        await ReadyAsync(stream);
    }

    [Fact]
    public async Task A_keys_rotation_and_policy_are_put_back()
    {
        await ReadyTenantAsync("dr-key");
        var key = await CreateReadyAsync(New.Key("dr-key"));
        var before = World.Keys.Single(k => k.Arn == key.Status.KeyArn);
        using (var kms = new AwsAccount(Aws).Kms)
        {
            await kms.DisableKeyRotationAsync(new DisableKeyRotationRequest { KeyId = key.Status.KeyId }, Cancel);
            await kms.DisableKeyAsync(new DisableKeyRequest { KeyId = key.Status.KeyId }, Cancel);
        }

        key = await LookAgainAsync(key);

        var after = World.Keys.Single(k => k.Arn == key.Status.KeyArn);
        Assert.Equal(("Enabled", 365, before.Policy), (after.State, after.RotationPeriodDays, after.Policy));
        await AssertReportedAsync(key, "EncryptionKey", "rotationPeriodDays");
    }

    [Fact]
    public async Task A_roles_policy_and_trust_are_put_back()
    {
        await ReadyTenantAsync("dr-role");
        var pipeline = await ReadyPipelineAsync(New.Pipeline("dr-role"));
        var before = Role(pipeline);
        using (var iam = new AwsAccount(Aws).Iam)
        {
            const string everything = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";
            await iam.PutRolePolicyAsync(new PutRolePolicyRequest { RoleName = before.Name, PolicyName = before.InlinePolicies.Keys.Single(), PolicyDocument = everything }, Cancel);
            const string everybody = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"sts:AssumeRole"}]}""";
            await iam.UpdateAssumeRolePolicyAsync(new UpdateAssumeRolePolicyRequest { RoleName = before.Name, PolicyDocument = everybody }, Cancel);
        }

        pipeline = await LookAgainAsync(pipeline);

        Assert.Equal((before.TrustPolicy, before.InlinePolicies.Values.Single()), (Role(pipeline).TrustPolicy, Role(pipeline).InlinePolicies.Values.Single()));
        await AssertReportedAsync(pipeline, "DataPipeline", "trustPolicy");
    }

    [Fact]
    public async Task A_change_of_the_spec_is_not_drift()
    {
        await ReadyTenantAsync("dr-spec");
        var bucket = await CreateReadyAsync(New.Bucket("dr-spec"));

        await EditAsync(bucket, live => live.Spec.Versioning = BucketVersioning.Suspended);
        bucket = await ReadyAsync(bucket);

        Assert.Equal("Suspended", Bucket(bucket).Versioning);
        Assert.Null(Condition(bucket, "DriftCorrected"));
    }

    [Fact]
    public async Task A_change_of_the_Tenants_tags_reaches_its_resources_and_is_not_drift()
    {
        var tenant = await ReadyTenantAsync("dr-tenant");
        var bucket = await CreateReadyAsync(New.Bucket("dr-tenant"));

        await EditAsync(tenant, live => live.Spec.Tags = new Dictionary<string, string> { ["cost-center"] = "0815" });
        await ReadyAsync(tenant);
        bucket = await LookAgainAsync(bucket);

        Assert.Equal("0815", Bucket(bucket).Tags["cost-center"]);
        Assert.Equal("0815", World.Keys.Single(key => key.Arn == tenant.Status.Keys!.Storage).Tags["cost-center"]);
        Assert.Null(Condition(bucket, "DriftCorrected"));
        Assert.Null(Condition(await GetAsync(tenant), "DriftCorrected"));
    }

    [Fact]
    public async Task Data_that_vanished_is_said_to_be_lost()
    {
        await ReadyTenantAsync("dr-lost");
        var bucket = await CreateReadyAsync(New.Bucket("dr-lost"));
        using (var s3 = new AwsAccount(Aws).S3)
            await s3.DeleteBucketAsync(new DeleteBucketRequest { BucketName = bucket.Status.BucketName }, Cancel);

        bucket = await LookAgainAsync(bucket);

        Assert.NotNull(Bucket(bucket).Policy);
        Assert.Equal("True", Condition(bucket, "DataLost")!.Status);
        Assert.Equal("Warning", (await EventAsync(bucket, "DataLost")).Type);

        await AnnotateAsync(bucket, Annotations.DataLossKnown, TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
        bucket = await LookAgainAsync(bucket);

        var known = Condition(bucket, "DataLost")!;
        Assert.Equal(("False", "Acknowledged"), (known.Status, known.Reason));
    }

    [Fact]
    public async Task A_paused_resource_only_says_what_would_be_done()
    {
        await ReadyTenantAsync("dr-paused");
        var bucket = await CreateReadyAsync(New.Bucket("dr-paused"));
        await AnnotateAsync(bucket, Annotations.Paused, "true");
        using (var s3 = new AwsAccount(Aws).S3)
            await s3.DeleteBucketPolicyAsync(new DeleteBucketPolicyRequest { BucketName = bucket.Status.BucketName }, Cancel);

        bucket = await LookAgainAsync(bucket);

        Assert.Null(Bucket(bucket).Policy);
        Assert.Equal([$"change S3 bucket {bucket.Status.BucketName}: bucket policy replaced"], bucket.Status.Plan);
        Assert.Equal("True", Condition(bucket, "Paused")!.Status);

        await AnnotateAsync(bucket, Annotations.Paused, null);
        bucket = await SeenAsync(bucket, live => Condition(live, "Paused") is null, "goes on");
        Assert.NotNull(Bucket(bucket).Policy);
        Assert.Null(bucket.Status.Plan);
    }

    [Fact]
    public async Task What_is_created_paused_is_planned_and_not_made()
    {
        await ReadyTenantAsync("dr-plan");
        var wanted = New.Pipeline("dr-plan");
        wanted.Metadata.Annotations = new Dictionary<string, string> { [Annotations.Paused] = "true" };
        await CreateAsync(New.ApiKey("dr-plan"));

        var pipeline = await SeenAsync(await CreateAsync(wanted), live => live.Status?.Plan is not null, "has a plan");

        Assert.Contains("create TenantBucket sensors-raw", pipeline.Status.Plan!);
        Assert.Contains(pipeline.Status.Plan!, action => action.StartsWith("create IAM role", StringComparison.Ordinal));
        Assert.Empty(await Client.ListAsync<TenantBucket>("dr-plan", cancellationToken: Cancel));
        Assert.DoesNotContain(World.Roles, role => role.Tags.GetValueOrDefault("dataplatform.dev/namespace") == "dr-plan");
        Assert.Null(pipeline.Metadata.Finalizers);
    }

    private async Task AssertReportedAsync<TEntity>(TEntity entity, string kind, string field)
        where TEntity : class, IPlatformResource
    {
        var warning = await EventAsync(entity, "DriftCorrected");
        Assert.Equal("Warning", warning.Type);
        var seen = await SeenAsync(entity, live => Condition(live, "DriftCorrected")?.Status == "True", "tells of the drift");
        Assert.NotNull(seen.CommonStatus.DriftedAt);
        var metrics = await OperatorMetrics.ReadAsync(Sandbox, Cancel);
        Assert.True(metrics.Sum("dataplatform_drift_total", $"kind=\"{kind}\"", $"field=\"{field}\"") >= 1);
    }

    private WorldBucket Bucket(TenantBucket bucket) => World.Buckets.Single(b => b.Name == bucket.Status.BucketName);

    private WorldRole Role(DataPipeline pipeline) => World.Roles.Single(role => role.Arn == pipeline.Status.ProcessRoleArn);
}
