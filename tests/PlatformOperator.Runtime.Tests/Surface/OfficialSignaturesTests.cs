using System.Reflection;
using k8s;
using k8s.Models;

namespace PlatformOperator.Runtime.Tests.Surface;

/// <summary>
/// What stands in for KubeOps 13.1.2 and KubernetesClient 19.0.2 has their names, parameters and defaults: code that compiles against it compiles
/// against them. The other way round is not promised: they have more.
/// </summary>
public class OfficialSignaturesTests
{
    public static TheoryData<string> Types() => [.. OfficialSignatures.All.Select(signature => signature.Type)];

    [Theory]
    [MemberData(nameof(Types))]
    public void A_type_is_declared_as_the_official_one(string name)
    {
        var official = OfficialSignatures.All.Single(signature => signature.Type == name);
        Assert.Equal(official.Header, Writer(official).Header(Type(official)));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void A_type_has_the_official_members(string name)
    {
        var official = OfficialSignatures.All.Single(signature => signature.Type == name);
        var members = Writer(official).Members(Type(official)).ToList();
        var missing = official.Members.Except(members);
        Assert.True(!missing.Any(), $"{name} lacks\n  {string.Join("\n  ", missing)}\namong\n  {string.Join("\n  ", members)}");
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void What_a_type_is_said_to_lack_is_not_there_and_has_a_reason(string name)
    {
        var official = OfficialSignatures.All.Single(signature => signature.Type == name);
        Assert.Empty(official.Lacking.Select(lacking => lacking.Member).Intersect(Writer(official).Members(Type(official))));
        Assert.All(official.Lacking, lacking => Assert.NotEmpty(lacking.Reason));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void An_enum_has_no_values_of_its_own(string name)
    {
        var official = OfficialSignatures.All.Single(signature => signature.Type == name);
        if (Type(official).IsEnum)
            Assert.Equal(official.Members.Order(StringComparer.Ordinal), Writer(official).Members(Type(official)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Entities_are_Kubernetes_objects_with_metadata_everywhere()
    {
        var entities = OfficialSignatures.All.Where(IsKubeOps).Select(Type)
            .SelectMany(type => type.GetGenericArguments().Concat(type.GetMethods().SelectMany(method => method.GetGenericArguments())))
            .Where(argument => argument.Name == "TEntity")
            .ToList();
        Assert.NotEmpty(entities);
        Assert.All(entities, entity => Assert.Contains(typeof(IKubernetesObject<V1ObjectMeta>), entity.GetGenericParameterConstraints()));
    }

    [Theory]
    [InlineData("CustomKubernetesEntity`1")]
    [InlineData("CustomKubernetesEntity`2")]
    public void Spec_and_status_can_be_made_anew(string name) => Assert.All(
        Runtime.GetType($"KubeOps.Abstractions.Entities.{name}", throwOnError: true)!.GetGenericArguments(),
        argument => Assert.True(argument.GenericParameterAttributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint)));

    [Theory]
    [MemberData(nameof(AttributeTargetsOf))]
    public void An_attribute_goes_where_the_official_one_goes(string name, AttributeTargets targets)
    {
        var usage = Runtime.GetType($"KubeOps.Abstractions.{name}Attribute", throwOnError: true)!.GetCustomAttribute<AttributeUsageAttribute>();
        Assert.Equal(targets, usage!.ValidOn);
    }

    public static TheoryData<string, AttributeTargets> AttributeTargetsOf()
    {
        var data = new TheoryData<string, AttributeTargets>();
        Add(AttributeTargets.Class, "EntityScope", "KubernetesEntityShortNames", "StorageVersion", "ScaleSubresource", "GenericAdditionalPrinterColumn");
        Add(
            AttributeTargets.Class | AttributeTargets.Property,
            "Description", "Title", "Required", "DefaultValue", "PreserveUnknownFields", "Ignore", "ValidationRule");
        Add(
            AttributeTargets.Property,
            "AdditionalPrinterColumn", "EnumValues", "Example", "Format", "ExternalDocs", "Length", "Items", "PropertyLimits", "MultipleOf", "Pattern",
            "RangeMinimum", "RangeMaximum", "UniqueItems", "EmbeddedResource", "XListType", "XListMapKeys", "XMapType");
        data.Add("Rbac.EntityRbac", AttributeTargets.Class);
        data.Add("Rbac.GenericRbac", AttributeTargets.Class);
        return data;
        void Add(AttributeTargets targets, params string[] names) => Array.ForEach(names, name => data.Add($"Entities.Attributes.{name}", targets));
    }

    private static Assembly Runtime => typeof(V1Pod).Assembly;

    private static Type Type(OfficialSignature signature) => Runtime.GetType(signature.Type, throwOnError: true)!;

    // KubernetesClient is compiled without nullable annotations, so its signatures cannot be told apart by them.
    private static SignatureWriter Writer(OfficialSignature signature) => new(IsKubeOps(signature));

    private static bool IsKubeOps(OfficialSignature signature) => signature.Type.StartsWith("KubeOps.", StringComparison.Ordinal);
}
