using System.Text.Json.Serialization;
using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.Abstractions.Entities.Attributes;

namespace PlatformOperator.Runtime.Tests.Transpiler;

/// <summary>Has one of everything that a definition can say.</summary>
[KubernetesEntity(Group = "example.dev", ApiVersion = "v1beta1", Kind = "Gadget", PluralName = "gadgets")]
[EntityScope(EntityScope.Cluster), KubernetesEntityShortNames("gd", "gdt"), StorageVersion]
[ScaleSubresource(".spec.replicas", ".status.replicas", ".status.selector")]
[Description("A thing with everything."), Title("Gadget")]
[GenericAdditionalPrinterColumn(".status.conditions[?(@.type==\"Ready\")].status", "Ready", "string", Description = "Whether it works.")]
[GenericAdditionalPrinterColumn(".metadata.creationTimestamp", "Age", "date", Priority = PrinterColumnPriority.WideView)]
[ValidationRule("size(self.metadata.name) <= 63", message: "the name is too long")]
public sealed class Gadget : CustomKubernetesEntity<GadgetSpec, GadgetStatus>
{
    [Ignore]
    public string Computed => Metadata.Name;
}

[Description("What the user wants.")]
[ValidationRule("self.least <= self.most", ".most", "most is less than least", reason: "FieldValueInvalid")]
public sealed class GadgetSpec : GadgetBase
{
    [Required, Length(1, 63), Pattern("^[a-z]+$"), Example("abc")]
    public string Name { get; set; } = "";

    [Description("How many."), RangeMinimum(1), RangeMaximum(100), DefaultValue(3), AdditionalPrinterColumn(name: "Wanted")]
    public int Replicas { get; set; }

    [RangeMinimum(0, exclusiveMinimum: true), MultipleOf(0.5)]
    public double Least { get; set; }

    public double? Most { get; set; }

    public long Big { get; set; }

    public bool? Flag { get; set; }

    public DateTime? At { get; set; }

    [DefaultValue("Second")]
    public GadgetMode Mode { get; set; }

    [EnumValues("a", "b")]
    public string? Letter { get; set; }

    [JsonPropertyName("renamed")]
    public Guid Id { get; set; }

    [Items(1, 5), UniqueItems]
    public IList<string> Tags { get; set; } = [];

    [PropertyLimits(maxProperties: 8), XMapType(XMapType.Atomic)]
    public IDictionary<string, int> Limits { get; set; } = new Dictionary<string, int>();

    [XListType(XListType.Map), XListMapKeys("key")]
    [DefaultValue("""[{"key": "k", "weight": 0.5}]""", Json = true)]
    public IReadOnlyList<GadgetPart>? Parts { get; set; }

    public V1ResourceRequirements? Resources { get; set; }

    public ResourceQuantity? Size { get; set; }

    public IntOrString? Port { get; set; }

    [PreserveUnknownFields]
    public GadgetPart? Open { get; set; }

    [EmbeddedResource]
    public object? Template { get; set; }

    public V1ConfigMap? Settings { get; set; }

    [ExternalDocs("https://example.dev", "more"), Format("password")]
    public string? Secret { get; set; }

    [ValidationRule("self == oldSelf", message: "cannot change", messageExpression: "'it was ' + oldSelf")]
    public string? Fixed { get; set; }

    public byte[]? Data { get; set; }

    public System.Text.Json.JsonElement Anything { get; set; }

    [JsonIgnore]
    public string? Hidden { get; set; }
}

[ValidationRule("has(self.inherited)")]
public abstract class GadgetBase
{
    public string? Inherited { get; set; }
}

public enum GadgetMode
{
    First,
    Second,

    [JsonStringEnumMemberName("the-third")]
    Third,
}

[Description("A part."), DefaultValue("""{"key": "none"}""", Json = true)]
public sealed class GadgetPart
{
    [Required]
    public string? Key { get; set; }

    public float Weight { get; set; }
}

public sealed class GadgetStatus
{
    [AdditionalPrinterColumn(PrinterColumnPriority.WideView), Description("When it was last seen.")]
    public DateTime? Seen { get; set; }

    public int Replicas { get; set; }

    public string? Selector { get; set; }

    public IList<V1Condition> Conditions { get; set; } = [];
}

[KubernetesEntity(Group = "example.dev", ApiVersion = "v1", Kind = "Gadget", PluralName = "gadgets")]
[EntityScope(EntityScope.Cluster)]
public sealed class GadgetV1 : CustomKubernetesEntity;

[KubernetesEntity(Group = "example.dev", ApiVersion = "v1", Kind = "Knob")]
public sealed class Knob : CustomKubernetesEntity<KnobSpec>;

public sealed class KnobSpec
{
    public Uri? Where { get; set; }
}

[KubernetesEntity(Group = "example.dev", ApiVersion = "v1", Kind = "Ring")]
public sealed class Ring : CustomKubernetesEntity<RingSpec>;

public sealed class RingSpec
{
    public RingSpec? Next { get; set; }
}

[KubernetesEntity(Group = "example.dev", ApiVersion = "v1", Kind = "Keyless")]
public sealed class Keyless : CustomKubernetesEntity<KeylessSpec>;

public sealed class KeylessSpec
{
    [XListType(XListType.Map), XListMapKeys("name")]
    public IList<KeylessItem> Items { get; set; } = [];
}

public sealed class KeylessItem
{
    public string Name { get; set; } = "";
}

[KubernetesEntity(Group = "example.dev", ApiVersion = "v1", Kind = "Hidden"), Ignore]
public sealed class HiddenEntity : CustomKubernetesEntity;
