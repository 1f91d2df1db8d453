using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace PlatformOperator.Runtime.Tests.Client;

/// <summary>The models say what the API says: documents as a server writes them come back whole.</summary>
public class ModelTests
{
    public static TheoryData<Type> Kinds() =>
        [.. typeof(V1Pod).Assembly.GetTypes().Where(type => type.GetCustomAttribute<KubernetesEntityAttribute>() is not null)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Constants_and_attribute_of_a_kind_agree(Type kind)
    {
        var entity = kind.GetCustomAttribute<KubernetesEntityAttribute>()!;
        Assert.Equal(
            (entity.Kind, entity.Group, entity.ApiVersion, entity.PluralName),
            (Constant("KubeKind"), Constant("KubeGroup"), Constant("KubeApiVersion"), Constant("KubePluralName")));
        string? Constant(string name) => (string?)kind.GetField(name)!.GetRawConstantValue();
    }

    [Fact]
    public void Every_member_names_its_field()
    {
        var nameless = typeof(V1Pod).Assembly.GetTypes()
            .Where(type => type is { Namespace: "k8s.Models", IsPublic: true } && type.GetMethod("<Clone>$") is not null && type != typeof(V1Patch))
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(property => property.GetCustomAttribute<JsonPropertyNameAttribute>() is null)
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}");
        Assert.Empty(nameless);
    }

    [Fact]
    public void A_pod_comes_back_whole() => AssertSame<V1Pod>("""
        { "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "ingest-0", "namespace": "acme", "generation": 1, "creationTimestamp": "2026-01-02T03:04:05Z" },
          "spec": {
            "automountServiceAccountToken": false,
            "containers": [ {
              "name": "ingest", "image": "platform-ingestion:1", "args": [ "ingest", "--listen", "$(POD_IP):8080" ],
              "env": [ { "name": "POD_IP", "valueFrom": { "fieldRef": { "fieldPath": "status.podIP" } } },
                       { "name": "LIMIT", "valueFrom": { "resourceFieldRef": { "divisor": "1Mi", "resource": "limits.memory" } } } ],
              "ports": [ { "containerPort": 8080, "name": "http", "protocol": "TCP" } ],
              "readinessProbe": { "httpGet": { "path": "/readyz", "port": "management" }, "periodSeconds": 5 },
              "resources": { "limits": { "memory": "256Mi" }, "requests": { "cpu": "100m" } },
              "securityContext": { "allowPrivilegeEscalation": false, "capabilities": { "drop": [ "ALL" ] }, "readOnlyRootFilesystem": true },
              "volumeMounts": [ { "mountPath": "/tmp", "name": "tmp" } ] } ],
            "securityContext": { "fsGroup": 65532, "runAsNonRoot": true, "seccompProfile": { "type": "RuntimeDefault" } },
            "topologySpreadConstraints": [ { "labelSelector": { "matchExpressions": [ { "key": "app", "operator": "In", "values": [ "a" ] } ] },
              "maxSkew": 1, "topologyKey": "topology.kubernetes.io/zone", "whenUnsatisfiable": "ScheduleAnyway" } ],
            "volumes": [ { "emptyDir": { "sizeLimit": "64Mi" }, "name": "tmp" },
                         { "name": "own", "projected": { "sources": [
                           { "serviceAccountToken": { "audience": "sts.amazonaws.com", "expirationSeconds": 86400, "path": "token" } },
                           { "downwardAPI": { "items": [ { "fieldRef": { "fieldPath": "metadata.labels" }, "path": "labels" } ] } } ] } } ] },
          "status": { "phase": "Running", "podIP": "127.1.0.7", "containerStatuses": [ {
            "image": "i", "imageID": "", "name": "ingest", "ready": true, "restartCount": 2, "state": { "running": { "startedAt": "2026-01-02T03:04:06Z" } } } ] } }
        """);

    [Fact]
    public void A_definition_comes_back_whole() => AssertSame<V1CustomResourceDefinition>("""
        { "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": { "name": "tenants.dataplatform.dev" },
          "spec": { "group": "dataplatform.dev", "names": { "categories": [ "dataplatform" ], "kind": "Tenant", "plural": "tenants", "shortNames": [ "tn" ] }, "scope": "Cluster",
            "versions": [ { "name": "v1alpha1", "served": true, "storage": true,
              "additionalPrinterColumns": [ { "jsonPath": ".status.ready", "name": "Ready", "priority": 0, "type": "string" } ],
              "schema": { "openAPIV3Schema": { "type": "object", "properties": { "spec": {
                "type": "object", "additionalProperties": { "type": "string" }, "default": { "a": 1 }, "enum": [ "x", 2, true ], "exclusiveMinimum": true, "minimum": 0.5,
                "maxItems": 9000000000, "nullable": true, "x-kubernetes-embedded-resource": true, "x-kubernetes-int-or-string": true, "x-kubernetes-list-map-keys": [ "type" ],
                "x-kubernetes-list-type": "map", "x-kubernetes-map-type": "atomic", "x-kubernetes-preserve-unknown-fields": true,
                "x-kubernetes-validations": [ { "fieldPath": ".a", "message": "no", "optionalOldSelf": true, "reason": "FieldValueInvalid", "rule": "self.a > 0" } ] } } } },
              "selectableFields": [ { "jsonPath": ".spec.zone" } ],
              "subresources": { "scale": { "specReplicasPath": ".spec.replicas", "statusReplicasPath": ".status.replicas" }, "status": {} } } ] },
          "status": { "conditions": [ { "status": "True", "type": "Established" } ], "storedVersions": [ "v1alpha1" ] } }
        """);

    [Fact]
    public void Events_of_both_groups_come_back_whole()
    {
        AssertSame<Corev1Event>("""
            { "apiVersion": "v1", "kind": "Event", "metadata": { "name": "a" }, "count": 3, "eventTime": "2026-01-02T03:04:05.000000Z",
              "firstTimestamp": "2026-01-02T03:04:05Z", "involvedObject": { "kind": "Tenant", "name": "acme" },
              "series": { "count": 3, "lastObservedTime": "2026-01-02T03:04:05.123456Z" }, "type": "Warning" }
            """);
        AssertSame<Eventsv1Event>("""
            { "apiVersion": "events.k8s.io/v1", "kind": "Event", "metadata": { "name": "a" }, "action": "Reconcile", "deprecatedCount": 3, "deprecatedFirstTimestamp": "2026-01-02T03:04:05Z",
              "deprecatedSource": { "component": "kubelet" }, "eventTime": "2026-01-02T03:04:05.000000Z", "note": "made", "reason": "Created", "regarding": { "kind": "Tenant", "name": "acme" },
              "reportingController": "dataplatform.dev/operator", "reportingInstance": "pod-0", "series": { "count": 2, "lastObservedTime": "2026-01-02T03:04:05.000000Z" }, "type": "Normal" }
            """);
    }

    [Fact]
    public void Scaling_and_disruption_come_back_whole()
    {
        AssertSame<V2HorizontalPodAutoscaler>("""
            { "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "metadata": { "name": "ingest" },
              "spec": { "behavior": { "scaleDown": { "policies": [ { "periodSeconds": 60, "type": "Pods", "value": 1 } ], "stabilizationWindowSeconds": 300 } }, "maxReplicas": 8,
                "metrics": [ { "resource": { "name": "cpu", "target": { "averageUtilization": 70, "type": "Utilization" } }, "type": "Resource" } ], "minReplicas": 1,
                "scaleTargetRef": { "apiVersion": "apps/v1", "kind": "Deployment", "name": "ingest" } },
              "status": { "conditions": [ { "reason": "ReadyForNewScale", "status": "True", "type": "AbleToScale" } ], "currentReplicas": 1, "desiredReplicas": 2 } }
            """);
        AssertSame<V1PodDisruptionBudget>("""
            { "apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": { "name": "ingest" }, "spec": { "maxUnavailable": 1, "selector": { "matchLabels": { "app": "a" } } },
              "status": { "currentHealthy": 1, "desiredHealthy": 0, "disruptedPods": { "a": "2026-01-02T03:04:05Z" }, "disruptionsAllowed": 1, "expectedPods": 1 } }
            """);
    }

    [Fact]
    public void A_secret_holds_bytes_and_travels_as_base64()
    {
        var secret = KubernetesJson.Deserialize<V1Secret>("""{ "data": { "key": "AP8=" }, "immutable": true }""");
        Assert.Equal([0, 255], secret.Data!["key"]);
        Assert.Equal("AP8=", (string?)Node(KubernetesJson.Serialize(secret))["data"]!["key"]);
    }

    [Theory]
    [InlineData("8080", "8080")]
    [InlineData("\"http\"", "\"http\"")]
    [InlineData("\"25%\"", "\"25%\"")]
    public void A_number_or_string_stays_what_it_is(string read, string written) =>
        Assert.Equal(written, KubernetesJson.Serialize(KubernetesJson.Deserialize<IntOrString>(read)));

    [Theory]
    [InlineData("500m", 0.5)]
    [InlineData("1Gi", 1073741824)]
    [InlineData("1e3", 1000)]
    [InlineData("2k", 2000)]
    [InlineData("-1.5", -1.5)]
    public void A_quantity_has_an_amount_and_keeps_its_writing(string text, double amount)
    {
        var quantity = KubernetesJson.Deserialize<ResourceQuantity>($"\"{text}\"");
        Assert.Equal((decimal)amount, quantity.ToDecimal());
        Assert.Equal($"\"{text}\"", KubernetesJson.Serialize(quantity));
    }

    [Fact]
    public void Quantities_of_one_amount_are_equal() => Assert.Equal(new ResourceQuantity("1"), new ResourceQuantity("1000m"));

    private static void AssertSame<T>(string document)
    {
        var read = KubernetesJson.Deserialize<T>(document)!;
        var (expected, actual) = (Node(document), Node(KubernetesJson.Serialize(read)));
        Assert.True(JsonNode.DeepEquals(expected, actual), $"Expected {expected.ToJsonString()}\nActual {actual.ToJsonString()}");
    }

    private static JsonNode Node(string json) => JsonNode.Parse(json)!;
}
