namespace PlatformOperator.EndToEnd.Tests;

/// <summary>What the API server refuses by schema and rules, in the words that a user of kubectl reads.</summary>
[Collection(nameof(Cluster))]
public sealed class RefusalTests(Cluster cluster)
{
    [Theory]
    [InlineData("DataStream", "{ mode: OnDemand, shards: 3 }", "shards can be set only with mode Provisioned")]
    [InlineData("DataStream", "{ mode: Provisioned, shards: 1, retentionHours: 0 }", "should be greater than or equal to 24")]
    [InlineData("TenantBucket", "{ bucketName: Has-Capitals }", "should match")]
    [InlineData(
        "TenantBucket",
        "{ lifecycle: { transitions: [ { afterDays: 90, storageClass: GLACIER }, { afterDays: 30, storageClass: STANDARD_IA } ] } }",
        "in order of rising afterDays")]
    [InlineData("TenantBucket", "{ bucketName: e2e-adopted, adopt: true, deletionPolicy: Delete }", "cannot have deletionPolicy Delete")]
    [InlineData("DataPipeline", "{ source: { http: { apiKeySecretRef: { name: a } }, poll: { url: \"https://example.com\" } } }", "exactly one")]
    [InlineData("EncryptionKey", "{ rotationPeriodDays: 89 }", "should be greater than or equal to 90")]
    public async Task A_manifest_against_the_rules_is_refused(string kind, string spec, string message)
    {
        var result = await cluster.TryApplyAsync(
            $"apiVersion: dataplatform.dev/v1alpha1\nkind: {kind}\nmetadata: {{ name: refused, namespace: default }}\nspec: {spec}\n");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_in_a_namespace_without_a_Tenant_says_so_and_makes_nothing()
    {
        await cluster.ApplyAsync("apiVersion: dataplatform.dev/v1alpha1\nkind: EncryptionKey\nmetadata: { name: homeless, namespace: default }\nspec: {}\n");
        await cluster.KubectlAsync(
            "-n", "default", "wait", "--for=jsonpath={.status.conditions[?(@.type==\"Ready\")].reason}=NamespaceWithoutTenant", "ek/homeless", "--timeout=60s");

        Assert.Equal("", await cluster.FieldAsync("ek", "homeless", "{.status.keyArn}", "default"));
        await cluster.KubectlAsync("-n", "default", "delete", "ek", "homeless", "--timeout=60s");
    }
}
