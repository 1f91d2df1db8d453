using k8s;
using k8s.Models;
using KubeOps.Abstractions.Entities.Attributes;

namespace PlatformOperator.Api;

/// <summary>What every custom resource of this operator offers to the engine.</summary>
public interface IPlatformResource : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>The part of the status that all kinds share.</summary>
    ResourceStatus CommonStatus { get; }
}

/// <summary>The part of the status that all kinds share.</summary>
public abstract class ResourceStatus
{
    [Description("Generation of the spec that this status speaks of. While it is lower than metadata.generation, a change is still being worked on.")]
    public long? ObservedGeneration { get; set; }

    [Description("One condition per step and a computed Ready. Reasons are stable tokens; messages say what to do.")]
    [XListType(XListType.Map), XListMapKeys("type"), Items(maxItems: 32)]
    public IList<V1Condition> Conditions { get; set; } = [];

    [Description("Value of the annotation dataplatform.dev/reconcile-at that was last acted on.")]
    [Length(maxLength: 256)]
    public string? ReconciledAt { get; set; }

    [Description("What would be done in AWS, one sentence per change; set only while the annotation dataplatform.dev/paused is \"true\".")]
    [XListType(XListType.Atomic)]
    public IList<string>? Plan { get; set; }

    [Description("Create calls to AWS that were decided but perhaps not seen through. The operator resolves them itself.")]
    [XListType(XListType.Map), XListMapKeys("part"), Items(maxItems: 16)]
    public IList<Intent>? Intents { get; set; }

    [Description(
        "Per part, a fingerprint of the settings that were last fully in place. What differs from them has drifted; what differs otherwise is a change.")]
    public IDictionary<string, string>? InPlace { get; set; }

    [Description(
        "Per part, keys of the tags that the operator set because a spec named them; one that no spec names any more is taken off. Tags of others stay.")]
    public IDictionary<string, IList<string>>? TagKeys { get; set; }

    [Description("AWS account that holds the resource, twelve digits.")]
    public string? AccountId { get; set; }

    [Description("AWS region that holds the resource.")]
    public string? Region { get; set; }

    [Description("When AWS was last found to differ from the spec although nobody had changed the spec.")]
    public DateTime? DriftedAt { get; set; }
}

/// <summary>An AWS create call that was decided but perhaps not seen through.</summary>
public sealed class Intent
{
    [Description("Which of the resource's AWS resources is created.")]
    [Required]
    public string Part { get; set; } = "";

    [Description("The name that is created.")]
    [Required]
    public string Name { get; set; } = "";

    [Description("Mark that the created resource carries as a tag, so that it is found again even without its name.")]
    [Required]
    public string Nonce { get; set; } = "";

    [Description("When the call was decided.")]
    [Required]
    public DateTime Time { get; set; }
}
