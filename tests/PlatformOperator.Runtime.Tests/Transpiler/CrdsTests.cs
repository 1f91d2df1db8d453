using System.Reflection;
using k8s;
using k8s.Models;
using KubeOps.Transpiler;

namespace PlatformOperator.Runtime.Tests.Transpiler;

public sealed class CrdsTests : IDisposable
{
    private readonly MetadataLoadContext _context = TestContexts.Create();

    public void Dispose() => _context.Dispose();

    [Fact]
    public void A_definition_says_all_that_the_attributes_say()
    {
        var actual = KubernetesYaml.Serialize(_context.Transpile(typeof(Gadget)));
        var folder = Path.Combine(AppContext.BaseDirectory, "Transpiler");
        File.WriteAllText(Path.Combine(folder, "gadgets.actual.yaml"), actual);

        Assert.Equal(File.ReadAllText(Path.Combine(folder, "gadgets.yaml")), actual);
    }

    [Fact]
    public void Every_node_of_a_schema_has_a_type_as_structural_schemas_must() =>
        AssertStructural(_context.Transpile(typeof(Gadget)).Spec.Versions[0].Schema!.OpenAPIV3Schema!, "");

    [Fact]
    public void Versions_of_a_kind_share_a_definition_and_one_of_them_is_stored()
    {
        var definitions = _context.Transpile([typeof(Gadget), typeof(GadgetV1), typeof(HiddenEntity), typeof(V1ConfigMap), typeof(string)]).ToList();

        var versions = Assert.Single(definitions).Spec.Versions;
        Assert.Equal([("v1", false), ("v1beta1", true)], versions.Select(version => (version.Name, version.Storage)));
        Assert.All(versions, version => Assert.True(version.Served));
    }

    [Theory]
    [InlineData(typeof(Knob), "KnobSpec.Where")]
    [InlineData(typeof(Ring), "RingSpec.Next")]
    [InlineData(typeof(Keyless), "KeylessSpec.Items")]
    public void What_the_api_server_would_refuse_is_refused_with_the_place(Type type, string place)
    {
        var error = Assert.Throws<NotSupportedException>(() => _context.Transpile(type));
        Assert.StartsWith($"In {place}: ", error.Message);
    }

    [Fact]
    public void A_type_that_is_no_entity_is_refused() =>
        Assert.Contains("[KubernetesEntity]", Assert.Throws<ArgumentException>(() => _context.Transpile(typeof(GadgetSpec))).Message);

    private static void AssertStructural(V1JSONSchemaProps schema, string path)
    {
        Assert.True(
            schema.Type is not null || schema.XKubernetesIntOrString == true || schema.XKubernetesPreserveUnknownFields == true,
            $"{path} has no type");
        Assert.False(schema.Properties is not null && schema.AdditionalProperties is not null, $"{path} is both object and map");
        foreach (var (name, property) in schema.Properties ?? new Dictionary<string, V1JSONSchemaProps>())
            AssertStructural(property, $"{path}.{name}");
        if (schema.Items is V1JSONSchemaProps items)
            AssertStructural(items, $"{path}[]");
        if (schema.AdditionalProperties is V1JSONSchemaProps values)
            AssertStructural(values, $"{path}[*]");
    }
}
