using System.Text.Json;

namespace PlatformOperator.EndToEnd.Tests;

/// <summary>The samples in stock kubectl's hands, from apply to delete, and what the aws CLI sees meanwhile.</summary>
[Collection(nameof(Cluster))]
public sealed class SampleTests(Cluster cluster)
{
    private const string Home = "acme";

    [Fact]
    public async Task The_samples_become_ready_can_be_looked_at_changed_and_deleted()
    {
        await cluster.KubectlAsync("apply", "-f", Workspace.Samples);
        await cluster.KubectlAsync("wait", "--for=condition=Ready", "tn/acme", "--timeout=60s");
        foreach (var resource in new[] { "ek/archive", "tb/archive", "dst/clicks", "dca/sessions", "dp/sensors" })
            await cluster.KubectlAsync("-n", Home, "wait", "--for=condition=Ready", resource, "--timeout=120s");

        await LookAsync();
        await SeeInAwsAsync();
        await ChangeAsync();
        await DeleteAsync();
    }

    private async Task LookAsync()
    {
        var table = await cluster.KubectlAsync("get", "dataplatform", "-A");
        foreach (var kind in new[] { "tenant", "encryptionkey", "tenantbucket", "datastream", "datacache", "datapipeline" })
            Assert.Contains($"{kind}.dataplatform.dev/", table, StringComparison.Ordinal);
        Assert.DoesNotContain("False", table, StringComparison.Ordinal);
        Assert.Contains("OnDemand, Provisioned", await cluster.KubectlAsync("explain", "dp.spec.stream"), StringComparison.Ordinal);
        Assert.Contains("Created S3 bucket", await cluster.KubectlAsync("-n", Home, "describe", "tb", "archive"), StringComparison.Ordinal);
        Assert.Contains("Reading stream", await cluster.KubectlAsync("-n", Home, "logs", "-l", "dataplatform.dev/role=process"), StringComparison.Ordinal);
    }

    private async Task SeeInAwsAsync()
    {
        var bucket = await cluster.FieldAsync("tb", "archive", "{.status.bucketName}", Home);
        var key = await cluster.FieldAsync("ek", "archive", "{.status.keyArn}", Home);
        var encryption = Json(await cluster.AwsCliAsync("s3api", "get-bucket-encryption", "--bucket", bucket)).GetProperty("ServerSideEncryptionConfiguration")
            .GetProperty("Rules")[0];
        Assert.Equal(key, encryption.GetProperty("ApplyServerSideEncryptionByDefault").GetProperty("KMSMasterKeyID").GetString());
        Assert.True(encryption.GetProperty("BucketKeyEnabled").GetBoolean());
        Assert.Contains("DenyPlainHttp", await cluster.AwsCliAsync("s3api", "get-bucket-policy", "--bucket", bucket), StringComparison.Ordinal);
        var blocked = Json(await cluster.AwsCliAsync("s3api", "get-public-access-block", "--bucket", bucket)).GetProperty("PublicAccessBlockConfiguration");
        Assert.All(blocked.EnumerateObject(), setting => Assert.True(setting.Value.GetBoolean()));
        if (!cluster.IsForeignAws)
            Assert.Contains("cost-center", await cluster.AwsCliAsync("s3api", "get-bucket-tagging", "--bucket", bucket), StringComparison.Ordinal);
        Assert.True(Json(await cluster.AwsCliAsync("kms", "get-key-rotation-status", "--key-id", key)).GetProperty("KeyRotationEnabled").GetBoolean());
        Assert.Contains("alias/dataplatform/", await cluster.AwsCliAsync("kms", "list-aliases", "--key-id", key), StringComparison.Ordinal);

        var stream = await cluster.FieldAsync("dst", "sensors-stream", "{.status.streamName}", Home);
        var summary = Json(await cluster.AwsCliAsync("kinesis", "describe-stream-summary", "--stream-name", stream)).GetProperty("StreamDescriptionSummary");
        Assert.Equal("KMS", summary.GetProperty("EncryptionType").GetString());
        Assert.Equal(2, summary.GetProperty("OpenShardCount").GetInt32());

        var cache = await cluster.FieldAsync("dca", "sessions", "{.status.replicationGroupId}", Home);
        var group = Json(await cluster.AwsCliAsync("elasticache", "describe-replication-groups", "--replication-group-id", cache))
            .GetProperty("ReplicationGroups")[0];
        Assert.True(group.GetProperty("TransitEncryptionEnabled").GetBoolean());
        Assert.True(group.GetProperty("AtRestEncryptionEnabled").GetBoolean());
    }

    private async Task ChangeAsync()
    {
        await cluster.KubectlAsync(
            "-n", Home, "patch", "dst", "sensors-stream", "--type=merge", "-p", """{"metadata":{"annotations":{"dataplatform.dev/reconcile-at":"now"}}}""");
        await cluster.KubectlAsync("-n", Home, "wait", "--for=jsonpath={.status.reconciledAt}=now", "dst/sensors-stream", "--timeout=60s");
        await cluster.KubectlAsync(
            "-n", Home, "patch", "dp", "sensors", "--type=json", "-p", """[{"op":"replace","path":"/spec/stream/retentionHours","value":48}]""");
        await cluster.KubectlAsync("-n", Home, "wait", "--for=jsonpath={.spec.retentionHours}=48", "dst/sensors-stream", "--timeout=60s");
        await cluster.KubectlAsync("-n", Home, "wait", "--for=condition=Ready", "dst/sensors-stream", "--timeout=60s");
        await cluster.KubectlAsync("apply", "--server-side", "--force-conflicts", "-f", Workspace.Samples);
        await cluster.KubectlAsync("-n", Home, "wait", "--for=condition=Ready", "dp/sensors", "--timeout=60s");
    }

    private async Task DeleteAsync()
    {
        if (cluster.IsForeignAws)
            await cluster.KubectlAsync("-n", Home, "annotate", "dca", "--all", "dataplatform.dev/abandon=true");
        var bucket = await cluster.FieldAsync("tb", "sensors-raw", "{.status.bucketName}", Home);
        await cluster.KubectlAsync("-n", Home, "delete", "dp", "sensors", "--timeout=120s");
        Assert.Equal("", (await cluster.KubectlAsync("-n", Home, "get", "pods,tb,dst,dca", "-l", "dataplatform.dev/pipeline=sensors", "-o", "name")).Trim());
        Assert.Contains("dataplatform.dev/retained", await cluster.AwsCliAsync("s3api", "get-bucket-tagging", "--bucket", bucket), StringComparison.Ordinal);

        await cluster.KubectlAsync("-n", Home, "delete", "dca,dst,tb,ek", "--all", "--timeout=120s");
        await cluster.KubectlAsync("delete", "tn", "acme", "--timeout=120s");
        await cluster.KubectlAsync("delete", "ns", Home, "--timeout=120s");
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
