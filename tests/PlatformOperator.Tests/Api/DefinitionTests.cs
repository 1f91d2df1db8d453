using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Schemas;
using PlatformOperator.Tests.Desired;

namespace PlatformOperator.Tests.Api;

public class DefinitionTests
{
    [Fact]
    public void Every_kind_has_its_names()
    {
        Assert.Equal(
            ["Tenant tn Cluster", "EncryptionKey ek Namespaced", "TenantBucket tb Namespaced", "DataStream dst Namespaced", "DataCache dca Namespaced",
                "DataPipeline dp Namespaced"],
            ServedSchemas.Definitions.Select(definition => $"{definition.Spec.Names.Kind} {string.Join(',', definition.Spec.Names.ShortNames!)} {definition.Spec.Scope}"));
        Assert.All(ServedSchemas.Definitions, definition =>
        {
            Assert.Equal("dataplatform.dev", definition.Spec.Group);
            Assert.Equal(["dataplatform"], definition.Spec.Names.Categories);
            Assert.Equal("v1alpha1", Assert.Single(definition.Spec.Versions).Name);
            Assert.NotNull(definition.Spec.Versions[0].Subresources!.Status);
            Assert.Equal(["spec"], definition.Spec.Versions[0].Schema!.OpenAPIV3Schema!.Required!);
        });
    }

    [Fact]
    public void An_API_server_accepts_the_definitions() => Assert.All(ServedSchemas.Definitions, definition =>
        Assert.Empty(SchemaCheck.Check(ServedSchemas.Json(definition), "spec.versions[0].schema.openAPIV3Schema")));

    [Fact]
    public void Kubectl_get_shows_readiness_reason_the_main_name_and_age_first()
    {
        Assert.All(ServedSchemas.Definitions, definition =>
        {
            var columns = definition.Spec.Versions[0].AdditionalPrinterColumns!;
            var shown = columns.Where(column => column.Priority is null or 0).Select(column => column.Name).ToList();
            Assert.Equal(["Ready", "Reason"], shown.Take(2));
            Assert.Equal("Age", shown[^1]);
            Assert.InRange(shown.Count, 4, 6);
            Assert.Equal(["Account", "Drifted", "Region"], columns.Where(column => column.Priority == 1).Select(column => column.Name)
                .Where(name => name is "Account" or "Region" or "Drifted").Order(StringComparer.Ordinal));
        });
    }

    [Fact]
    public void Every_field_explains_itself() => Assert.Empty(
        Fields().Where(field => string.IsNullOrWhiteSpace(field.Schema.Description)).Select(field => field.Path));

    [Fact]
    public void Whatever_a_user_writes_is_bounded()
    {
        var unbounded = Fields().Where(field => field.Path.Contains(".spec", StringComparison.Ordinal)).Where(field => field.Schema switch
        {
            { EnumProperty.Count: > 0 } => false,
            { Type: "string" } or { XKubernetesIntOrString: true } => field.Schema.MaxLength is null,
            { Type: "array" } => field.Schema.MaxItems is null || Unbounded(field.Schema.Items),
            { Type: "object", AdditionalProperties: not null } => field.Schema.MaxProperties is null || Unbounded(field.Schema.AdditionalProperties),
            { Type: "integer" } => field.Schema.Minimum is null || field.Schema.Maximum is null,
            _ => false,
        });

        Assert.Empty(unbounded.Select(field => field.Path));
        static bool Unbounded(object? element) => element is V1JSONSchemaProps { Type: "string", EnumProperty: null, MaxLength: null };
    }

    [Fact]
    public void No_field_takes_null_as_a_value_of_its_own() => Assert.DoesNotContain(Fields(), field => field.Schema.Nullable == true);

    [Fact]
    public void Lists_that_are_merged_by_a_key_require_it()
    {
        var lists = Fields().Where(field => field.Schema.XKubernetesListMapKeys is { Count: > 0 }).ToList();

        Assert.NotEmpty(lists);
        Assert.All(lists, list => Assert.Subset(
            ((V1JSONSchemaProps)list.Schema.Items!).Required!.ToHashSet(StringComparer.Ordinal), list.Schema.XKubernetesListMapKeys!.ToHashSet(StringComparer.Ordinal)));
    }

    [Fact]
    public void Every_rule_says_what_to_do() => Assert.All(
        Fields().SelectMany(field => field.Schema.XKubernetesValidations ?? []), rule => Assert.False(string.IsNullOrWhiteSpace(rule.Message)));

    [Theory]
    [InlineData("Tenant", """{"aws":{"accountId":"123456789012"}}""")]
    [InlineData("EncryptionKey", "{}")]
    [InlineData("TenantBucket", "{}")]
    [InlineData("DataStream", "{}")]
    [InlineData("DataCache", "{}")]
    [InlineData("DataPipeline", """{"source":{"http":{"apiKeySecretRef":{"name":"k"}}},"cache":{},"transform":{"aggregate":{"window":"1h","metrics":[]}}}""")]
    [InlineData("DataPipeline", """{"source":{"poll":{"url":"https://example.org/"}}}""")]
    public void The_schema_and_the_types_agree_on_defaults(string kind, string spec)
    {
        var manifest = ServedSchemas.Manifest(kind, spec);

        var stored = ServedSchemas.Stored(manifest, out var unknown);

        Assert.Empty(unknown);
        Assert.Equal(KubernetesJson.Serialize(SampleManifests.Resource(manifest)), KubernetesJson.Serialize(SampleManifests.Resource(stored)));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(KubernetesJson.Serialize(SampleManifests.Resource(stored)))!["spec"], stored["spec"]));
    }

    [Fact]
    public void The_samples_and_the_golden_cases_are_valid()
    {
        var repository = Path.GetFullPath("../../..", Folder());
        var files = Directory.GetFiles(Path.Combine(repository, "config", "samples"), "*.yaml", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(Path.Combine(Folder(), "..", "Desired", "Cases"), "cr.yaml", SearchOption.AllDirectories));
        var ours = files.SelectMany(SampleManifests.Read).Where(manifest => manifest["apiVersion"]!.ToString() == Annotations.GroupVersion).ToList();

        Assert.Subset(ours.Select(manifest => manifest["kind"]!.ToString()).ToHashSet(), CustomResourceDefinitions.Kinds.Select(kind => kind.Name).ToHashSet());
        Assert.All(ours, manifest =>
        {
            ServedSchemas.Stored(manifest, out var unknown);
            Assert.Empty(unknown);
            Assert.Empty(ServedSchemas.Complaints(manifest));
        });
    }

    private static List<(string Path, V1JSONSchemaProps Schema)> Fields()
    {
        var fields = new List<(string, V1JSONSchemaProps)>();
        void Walk(string path, V1JSONSchemaProps schema)
        {
            foreach (var (name, inner) in schema.Properties ?? new Dictionary<string, V1JSONSchemaProps>())
            {
                fields.Add(($"{path}.{name}", inner));
                Walk($"{path}.{name}", inner);
                if ((inner.Items ?? inner.AdditionalProperties) is V1JSONSchemaProps element)
                    Walk($"{path}.{name}[]", element);
            }
        }

        foreach (var definition in ServedSchemas.Definitions)
            Walk(definition.Spec.Names.Kind, definition.Spec.Versions[0].Schema!.OpenAPIV3Schema!);
        return
        [
            .. fields.Where(field => field.Item1.Contains(".spec.", StringComparison.Ordinal) || field.Item1.Contains(".status.", StringComparison.Ordinal)),
        ];
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
