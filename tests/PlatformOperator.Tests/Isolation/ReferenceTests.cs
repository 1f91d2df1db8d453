using PlatformOperator.Api;
using PlatformOperator.Desired;
using PlatformOperator.Tests.Api;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Isolation;

/// <summary>References that try to leave their namespace.</summary>
public sealed class ReferenceTests(SandboxFixture fixture) : SandboxTest(fixture), IClassFixture<SandboxFixture>
{
    /// <summary>Ways to write a name that leads somewhere else, if only somebody put it into a path.</summary>
    public static TheoryData<string> Tricks =>
        [
            "other/name", "/name", "../name", "..", ".", "name/..", "../../other/secrets/name", "other:name", "other\\name", "other%2Fname",
            "name?x=y", "name#x", "name\n", " name", "name ", "", "Name", "-name", "*",
        ];

    [Theory]
    [MemberData(nameof(Tricks))]
    public void A_reference_is_a_plain_name(string name)
    {
        var quoted = System.Text.Json.JsonSerializer.Serialize(name);

        AssertRefused("TenantBucket", $$"""{"encryption":{"keyRef":{"name":{{quoted}}} } }""", "spec.encryption.keyRef.name");
        AssertRefused("DataStream", $$"""{"encryption":{"keyRef":{"name":{{quoted}}} } }""", "spec.encryption.keyRef.name");
        AssertRefused("DataPipeline", $$"""{"source":{"http":{"apiKeySecretRef":{"name":{{quoted}}} } } }""", "spec.source.http.apiKeySecretRef.name");
        AssertRefused(
            "DataPipeline",
            $$"""{"source":{"poll":{"url":"https://a.example/","headersSecretRef":{"name":{{quoted}}} } } }""",
            "spec.source.poll.headersSecretRef.name");
    }

    [Theory]
    [InlineData("TenantBucket", """{"encryption":{"keyRef":{"name":"k","namespace":"other"}}}""", "spec.encryption.keyRef.namespace")]
    [InlineData("DataPipeline", """{"source":{"http":{"apiKeySecretRef":{"name":"k","namespace":"other"}}}}""", "spec.source.http.apiKeySecretRef.namespace")]
    [InlineData("TenantBucket", """{"tenant":"other"}""", "spec.tenant")]
    [InlineData("DataPipeline", """{"source":{"http":{"apiKeySecretRef":{"name":"k"}}},"ingestion":{"image":"mine"}}""", "spec.ingestion.image")]
    [InlineData(
        "DataPipeline",
        """{"source":{"http":{"apiKeySecretRef":{"name":"k"}}},"ingestion":{"serviceAccountName":"other"}}""",
        "spec.ingestion.serviceAccountName")]
    public void There_is_no_field_that_names_another_namespace_tenant_image_or_account(string kind, string spec, string field)
    {
        ServedSchemas.Stored(ServedSchemas.Manifest(kind, spec), out var unknown);

        Assert.Equal([field], unknown);
    }

    [Fact]
    public async Task A_key_of_another_namespace_is_not_found_whether_it_is_another_tenants_or_ones_own()
    {
        await ReadyTenantAsync("rf-other");
        await CreateReadyAsync(New.Key("rf-other", "theirs"));
        await CreateReadyAsync(New.Tenant("rf-own", "rf-own", "rf-own-b"));
        await CreateReadyAsync(New.Key("rf-own-b", "elsewhere"));
        foreach (var name in new[] { "theirs", "elsewhere" })
        {
            var bucket = New.Bucket("rf-own", name);
            bucket.Spec.Encryption.KeyRef = new KeyReference { Name = name };
            var stream = New.Stream("rf-own", name);
            stream.Spec.Encryption.KeyRef = new KeyReference { Name = name };

            await NotReadyAsync(await CreateAsync(bucket), "KeyNotFound");
            await NotReadyAsync(await CreateAsync(stream), "KeyNotFound");
        }

        Assert.DoesNotContain(World.Buckets, b => b.Tags.GetValueOrDefault("dataplatform.dev/namespace") == "rf-own");
        Assert.DoesNotContain(World.Streams, s => s.Tags.GetValueOrDefault("dataplatform.dev/namespace") == "rf-own");
    }

    [Fact]
    public async Task An_API_key_Secret_of_another_namespace_is_missing()
    {
        await CreateReadyAsync(New.Tenant("rf-secret", "rf-secret", "rf-secret-b"));
        await CreateAsync(New.ApiKey("rf-secret-b"));
        var pipeline = await CreateAsync(New.Pipeline("rf-secret"));

        Assert.Contains("does not exist in namespace rf-secret", (await NotReadyAsync(pipeline, "ApiKeySecretMissing")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Children_of_two_pipelines_never_have_the_same_name()
    {
        // Each name is another's with a part's name behind it, the way in which they could meet; the last two differ only where a long name is cut.
        string[] names =
        [
            "a", "a-raw", "a-stream", "a-raw-raw", "raw", "a-ingest", "a-process", "a-cache", "a-cache-auth", new string('x', 49) + "a",
            new string('x', 49) + "b",
        ];
        var pipelines = names.Select(name =>
        {
            var pipeline = New.Pipeline("acme", name);
            pipeline.Spec.Cache = new CacheSettings();
            return pipeline;
        }).ToList();

        var children = pipelines.SelectMany(PipelineChildren.For).Select(child => $"{child.Kind}/{child.Metadata.Name}").ToList();
        var workloads = pipelines.SelectMany(pipeline => PipelineRoles.All.Select(role => PipelineWorkloads.Name(pipeline, role))).ToList();
        var secrets = pipelines.SelectMany(PipelineChildren.For).OfType<DataCache>().Select(Caches.AuthTokenSecret).ToList();

        Assert.Equal(children.Distinct(), children);
        Assert.Equal(workloads.Distinct(), workloads);
        Assert.Equal(secrets.Distinct(), secrets);
    }

    private static void AssertRefused(string kind, string spec, string field) =>
        Assert.Contains(ServedSchemas.Complaints(ServedSchemas.Manifest(kind, spec)), complaint => complaint.Contains(field, StringComparison.Ordinal));
}
