using System.Text;
using System.Text.Json.Nodes;
using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Desired;

namespace PlatformOperator.Tests.Controllers;

/// <summary>Each kind, from its manifest to Ready, and what AWS and Kubernetes then hold.</summary>
public sealed class CreationTests(SandboxFixture fixture) : SandboxTest(fixture), IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task A_Tenant_gets_its_namespace_its_guards_and_a_rotated_key_under_its_alias()
    {
        var tenant = await ReadyTenantAsync("ct-tenant", t => t.Spec.Encryption.RotationPeriodDays = 120);

        var key = Assert.Single(World.Keys, k => k.Arn == tenant.Status.Keys!.Storage);
        Assert.Equal((tenant.Status.Keys!.Storage, tenant.Status.Keys.Storage), (tenant.Status.Keys.Stream, tenant.Status.Keys.Cache));
        Assert.Equal("Enabled", key.State);
        Assert.Equal(["alias/dataplatform/sandbox/ct-tenant/shared"], key.Aliases);
        Assert.Equal(120, key.RotationPeriodDays);
        Assert.Equal("4711", key.Tags["cost-center"]);
        AssertOwner(key.Tags, "Tenant", "ct-tenant", null, "ct-tenant", "shared");
        var statement = Assert.Single(JsonNode.Parse(key.Policy)!["Statement"]!.AsArray());
        Assert.Equal("arn:aws:iam::123456789012:root", statement!["Principal"]!["AWS"]!.ToString());

        var home = await Client.GetAsync<V1Namespace>("ct-tenant", cancellationToken: Cancel);
        Assert.Equal("ct-tenant", home!.Metadata.Labels![Annotations.TenantLabel]);
        Assert.Equal("restricted", home.Metadata.Labels["pod-security.kubernetes.io/enforce"]);
        Assert.NotNull(await Client.GetAsync<V1ResourceQuota>(NamespaceObjects.Guard, "ct-tenant", Cancel));
        Assert.NotNull(await Client.GetAsync<V1LimitRange>(NamespaceObjects.Guard, "ct-tenant", Cancel));
        Assert.NotNull(await Client.GetAsync<V1NetworkPolicy>(NamespaceObjects.Guard, "ct-tenant", Cancel));
        Assert.Equal(("123456789012", "eu-west-1"), (tenant.Status.AccountId, tenant.Status.Region));
    }

    [Fact]
    public async Task A_Tenant_with_keys_per_service_gets_three_and_each_resource_uses_its_own()
    {
        var tenant = await ReadyTenantAsync("ct-three", t => t.Spec.Encryption.Keys = KeySharing.PerService);

        var keys = tenant.Status.Keys!;
        Assert.Equal(3, new[] { keys.Storage, keys.Stream, keys.Cache }.Distinct().Count());
        Assert.Equal(
            ["alias/dataplatform/sandbox/ct-three/cache", "alias/dataplatform/sandbox/ct-three/storage", "alias/dataplatform/sandbox/ct-three/stream"],
            World.Keys.SelectMany(key => key.Aliases).Where(alias => alias.Contains("/ct-three/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(keys.Storage, (await CreateReadyAsync(New.Bucket("ct-three"))).Status.KeyArn);
        Assert.Equal(keys.Stream, (await CreateReadyAsync(New.Stream("ct-three"))).Status.KeyArn);
    }

    [Fact]
    public async Task An_EncryptionKey_gets_a_key_with_policy_rotation_alias_and_tags()
    {
        await ReadyTenantAsync("ct-key", t => t.Spec.Encryption.Administrators = ["arn:aws:iam::123456789012:role/admin"]);

        var resource = New.Key("ct-key");
        (resource.Spec.Description, resource.Spec.RotationPeriodDays) = ("for audits", 90);
        resource = await CreateReadyAsync(resource);

        var key = Assert.Single(World.Keys, k => k.Arn == resource.Status.KeyArn);
        Assert.Equal(resource.Status.KeyId, key.KeyId);
        Assert.Equal(["alias/dataplatform/sandbox/ct-key/ct-key/key"], key.Aliases);
        Assert.Equal(resource.Status.Alias, key.Aliases[0]);
        Assert.Equal(("for audits", "Enabled", 90), (key.Description, key.State, key.RotationPeriodDays));
        AssertOwner(key.Tags, "EncryptionKey", "ct-key", "ct-key", "key", "key");
        var administrators = JsonNode.Parse(key.Policy)!["Statement"]!.AsArray().Single(s => s!["Sid"]!.ToString() == "AdministratorsManage")!;
        Assert.Equal("arn:aws:iam::123456789012:role/admin", administrators["Principal"]!["AWS"]!.ToString());
        Assert.DoesNotContain("kms:Decrypt", administrators["Action"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Null(resource.Status.Intents);
    }

    [Fact]
    public async Task A_TenantBucket_gets_a_bucket_that_is_encrypted_closed_versioned_and_tagged()
    {
        var tenant = await ReadyTenantAsync("ct-bucket");
        var resource = New.Bucket("ct-bucket");
        resource.Spec.Zone = BucketZone.Raw;
        resource.Spec.Tags = new Dictionary<string, string> { ["team"] = "sensors" };
        resource.Spec.Lifecycle = new BucketLifecycle
        {
            Prefix = "data/",
            Transitions = [new StorageTransition { AfterDays = 30, StorageClass = "STANDARD_IA" }],
            ExpireAfterDays = 90,
            NoncurrentExpireAfterDays = 10,
        };

        resource = await CreateReadyAsync(resource);

        var bucket = Assert.Single(World.Buckets, b => b.Name == resource.Status.BucketName);
        Assert.Equal((New.Account, New.Region), (bucket.Account, bucket.Region));
        Assert.Equal(("aws:kms", tenant.Status.Keys!.Storage, true), (bucket.SseAlgorithm, bucket.KmsKeyId, bucket.BucketKey));
        Assert.Equal("Enabled", bucket.Versioning);
        Assert.True(bucket.AllPublicAccessBlocked);
        Assert.Equal("BucketOwnerEnforced", bucket.ObjectOwnership);
        foreach (var part in new[] { "<Prefix>data/</Prefix>", "<StorageClass>STANDARD_IA</StorageClass>", "<Days>90</Days>", "<NoncurrentDays>10</NoncurrentDays>", "<DaysAfterInitiation>7</DaysAfterInitiation>" })
            Assert.Contains(part, bucket.Lifecycle, StringComparison.Ordinal);
        Assert.Equal(
            ["DenyPlainHttp", "DenyForeignKey", "DenyForeignAlgorithm", "DenyCustomerKey"],
            JsonNode.Parse(bucket.Policy!)!["Statement"]!.AsArray().Select(s => s!["Sid"]!.ToString()));
        AssertOwner(bucket.Tags, "TenantBucket", "ct-bucket", "ct-bucket", "bucket", "bucket");
        Assert.Equal(("raw", "sensors", "4711"), (bucket.Tags["dataplatform.dev/zone"], bucket.Tags["team"], bucket.Tags["cost-center"]));
        Assert.Equal("arn:aws:s3:::" + bucket.Name, resource.Status.BucketArn);
        Assert.Equal(tenant.Status.Keys.Storage, resource.Status.KeyArn);
    }

    [Fact]
    public async Task A_change_of_keyRef_encrypts_with_the_new_key_and_remembers_the_old_one()
    {
        var tenant = await ReadyTenantAsync("ct-rekey");
        var bucket = await CreateReadyAsync(New.Bucket("ct-rekey"));
        var key = await CreateReadyAsync(New.Key("ct-rekey"));

        await EditAsync(bucket, live => live.Spec.Encryption.KeyRef = new KeyReference { Name = "key" });
        bucket = await ReadyAsync(bucket);

        Assert.Equal(key.Status.KeyArn, Assert.Single(World.Buckets, b => b.Name == bucket.Status.BucketName).KmsKeyId);
        Assert.Equal(key.Status.KeyArn, bucket.Status.KeyArn);
        Assert.Equal([tenant.Status.Keys!.Storage!], bucket.Status.PreviousKeys);
    }

    [Fact]
    public async Task A_DataStream_gets_an_encrypted_stream_with_its_shards_and_retention()
    {
        var tenant = await ReadyTenantAsync("ct-stream");
        var resource = New.Stream("ct-stream");
        (resource.Spec.Mode, resource.Spec.Shards, resource.Spec.RetentionHours) = (StreamMode.Provisioned, 3, 48);
        resource.Spec.ShardLevelMetrics = [ShardLevelMetric.IncomingBytes];

        resource = await CreateReadyAsync(resource);

        var stream = Assert.Single(World.Streams, s => s.Arn == resource.Status.StreamArn);
        Assert.Equal(("ACTIVE", "PROVISIONED", 3, 48), (stream.Status, stream.Mode, stream.OpenShards, stream.RetentionHours));
        Assert.Equal(tenant.Status.Keys!.Stream, stream.KmsKeyId);
        Assert.Equal(["IncomingBytes"], stream.ShardLevelMetrics);
        AssertOwner(stream.Tags, "DataStream", "ct-stream", "ct-stream", "stream", "stream");
        Assert.Equal((stream.Name, 3), (resource.Status.StreamName, resource.Status.OpenShards));
    }

    [Fact]
    public async Task A_DataStream_grows_by_doubling_until_it_has_its_shards()
    {
        await ReadyTenantAsync("ct-grow");
        var resource = New.Stream("ct-grow");
        (resource.Spec.Mode, resource.Spec.Shards) = (StreamMode.Provisioned, 1);
        resource = await CreateReadyAsync(resource);

        await EditAsync(resource, live => live.Spec.Shards = 5);
        resource = await ReadyAsync(resource);

        Assert.Equal(5, Assert.Single(World.Streams, s => s.Arn == resource.Status.StreamArn).OpenShards);
    }

    [Fact]
    public async Task A_DataCache_gets_an_encrypted_group_in_the_tenants_subnets_and_its_token_in_a_Secret()
    {
        var tenant = await ReadyTenantAsync("ct-cache");
        var resource = New.Cache("ct-cache");
        resource.Spec.ReplicasPerPrimary = 1;

        resource = await CreateReadyAsync(resource);

        var group = Assert.Single(World.ReplicationGroups, g => g.Arn == resource.Status.ReplicationGroupArn);
        Assert.Equal(("available", "valkey", "cache.t4g.micro", 1), (group.Status, group.Engine, group.NodeType, group.ReplicasPerPrimary));
        Assert.True(group.AtRestEncryption && group.TransitEncryption);
        Assert.Equal(tenant.Status.Keys!.Cache, group.KmsKeyId);
        AssertOwner(group.Tags, "DataCache", "ct-cache", "ct-cache", "cache", "cache");
        var subnets = Assert.Single(World.SubnetGroups, g => g.Name == group.Id);
        Assert.Equal(["subnet-0aaa1111", "subnet-0bbb2222"], subnets.SubnetIds.Order(StringComparer.Ordinal));
        var secret = await Client.GetAsync<V1Secret>(resource.Status.AuthTokenSecretName!, "ct-cache", Cancel);
        Assert.Equal([Encoding.UTF8.GetString(secret!.Data!["token"])], group.AuthTokens);
        Assert.NotNull(resource.Status.Endpoint);
    }

    [Fact]
    public async Task A_deleted_token_Secret_rotates_the_caches_token()
    {
        await ReadyTenantAsync("ct-token");
        var cache = await CreateReadyAsync(New.Cache("ct-token"));
        var old = Assert.Single(World.ReplicationGroups, g => g.Arn == cache.Status.ReplicationGroupArn).AuthTokens;

        await Client.DeleteAsync<V1Secret>(cache.Status.AuthTokenSecretName!, "ct-token", Cancel);
        await AnnotateAsync(cache, Annotations.ReconcileAt, "now");
        var secret = await Eventually.HoldsAsync(
            () => Client.GetAsync<V1Secret>(cache.Status.AuthTokenSecretName!, "ct-token", Cancel), live => live is not null, "the Secret is made again", Cancel);

        var token = Encoding.UTF8.GetString(secret!.Data!["token"]);
        Assert.DoesNotContain(token, old);
        await Eventually.SeenAsync(
            () => World.ReplicationGroups.Single(g => g.Arn == cache.Status.ReplicationGroupArn).AuthTokens, tokens => tokens.SequenceEqual([token]), "only the new token is left", Cancel);
        await ReadyAsync(cache);
    }

    private static void AssertOwner(IReadOnlyDictionary<string, string> tags, string kind, string tenant, string? @namespace, string name, string part)
    {
        var owner = new Owner("sandbox", tenant, kind, @namespace ?? "", name, part);
        Assert.Equal(Ownership.Ours, owner.Judge(tags));
    }
}
