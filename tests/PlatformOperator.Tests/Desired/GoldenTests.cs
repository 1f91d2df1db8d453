using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Desired;

namespace PlatformOperator.Tests.Desired;

/// <summary>
/// What resources ask for, written down: every folder of Cases holds manifests (a Tenant first) and what follows from them.
/// UPDATE_GOLDEN=1 writes the files anew; a reviewer reads the difference.
/// </summary>
public class GoldenTests
{
    private static readonly InstallationSettings Settings = new()
    {
        Installation = "prod",
        DefaultRegion = "eu-west-1",
        IngestionImage = "ghcr.io/example/platform-ingestion:1.0.0",
        OidcProvider = "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE",
        OperatorNamespace = "platform-system",
        MonitoringNamespace = "monitoring",
        PermissionsBoundaryArn = "arn:aws:iam::123456789012:policy/dataplatform-boundary",
    };

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static TheoryData<string> Cases => [.. Directory.GetDirectories(Folder()).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_desired_is_what_is_written_down(string name)
    {
        var resources = SampleManifests.Read(Path.Combine(Folder(), name, "cr.yaml")).Select(SampleManifests.Resource).ToList();
        var tenant = Assert.IsType<Tenant>(resources[0]);
        var desired = Desired(resources[^1], tenant).ToJsonString(Json) + "\n";

        var golden = Path.Combine(Folder(), name, "desired.json");
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
            File.WriteAllText(golden, desired);
        Assert.True(File.Exists(golden), $"{golden} is missing: run the tests once with UPDATE_GOLDEN=1 and read what it writes.");
        Assert.Equal(File.ReadAllText(golden), desired);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_same_manifest_gives_the_same_result(string name)
    {
        string Once()
        {
            var resources = SampleManifests.Read(Path.Combine(Folder(), name, "cr.yaml")).Select(SampleManifests.Resource).ToList();
            return Desired(resources[^1], (Tenant)resources[0]).ToJsonString();
        }

        Assert.Equal(Once(), Once());
    }

    private static JsonNode Desired(IPlatformResource resource, Tenant tenant)
    {
        var context = TenantContext.Of(tenant, Settings);
        return resource switch
        {
            Tenant => new JsonObject
            {
                ["keys"] = Array(Keys.For(tenant, Settings)),
                ["namespaces"] = Array(context.Namespaces.Select(name => NamespaceObjects.Namespace(tenant, name))),
                ["inEachNamespace"] = Objects(NamespaceObjects.Inside(tenant, context.Namespaces[0], Settings)),
            },
            EncryptionKey key => Spec(Keys.For(key, context, Settings)),
            TenantBucket bucket => Spec(Buckets.For(bucket, context, Settings, context.Keys.Storage!)),
            DataStream stream => Spec(Streams.For(stream, context, Settings, context.Keys.Stream!)),
            DataCache cache => Spec(Caches.For(cache, context, Settings, context.Keys.Cache!)),
            DataPipeline pipeline => Pipeline(pipeline, context),
            _ => throw new ArgumentException($"Unknown kind {resource.Kind}.", nameof(resource)),
        };
    }

    private static JsonObject Pipeline(DataPipeline pipeline, TenantContext context)
    {
        var parts = PipelineParts.For(pipeline, context, Settings, [context.Keys.Stream!], [context.Keys.Storage!]) with
        {
            CacheEndpoint = pipeline.Spec.Cache is null ? null : "master.example.cache.amazonaws.com:6379",
        };
        return new JsonObject
        {
            ["children"] = Objects(PipelineChildren.For(pipeline)),
            ["roles"] = Array(PipelineRoles.All.Select(role => Roles.For(pipeline, role, context, Settings, parts))),
            ["ingest"] = Objects(PipelineWorkloads.For(pipeline, PipelineRole.Ingest, context, Settings, parts)),
            ["process"] = Objects(PipelineWorkloads.For(pipeline, PipelineRole.Process, context, Settings, parts)),
            ["ingestUrl"] = PipelineWorkloads.IngestUrl(pipeline),
            ["queryUrl"] = PipelineWorkloads.QueryUrl(pipeline),
            ["processSelector"] = PipelineWorkloads.Selector(pipeline, PipelineRole.Process),
        };
    }

    private static JsonArray Objects(IEnumerable<IKubernetesObject<V1ObjectMeta>> objects) =>
        new([.. objects.Select(item => JsonNode.Parse(KubernetesJson.Serialize(item)))]);

    private static JsonArray Array<T>(IEnumerable<T> specs)
        where T : notnull => new([.. specs.Select(spec => Spec(spec))]);

    /// <summary>A spec as JSON; policy documents as JSON too, so that a reader can read them.</summary>
    private static JsonNode Spec(object spec)
    {
        if (spec is IKubernetesObject)
            return JsonNode.Parse(KubernetesJson.Serialize(spec))!;
        var node = JsonSerializer.SerializeToNode(spec, Json)!.AsObject();
        foreach (var name in new[] { "policy", "trustPolicy" })
        {
            if (node[name] is { } text)
                node[name] = JsonNode.Parse(text.ToString());
        }
        return node;
    }

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "Cases");
}
