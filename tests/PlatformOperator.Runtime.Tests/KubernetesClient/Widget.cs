using k8s;
using k8s.Models;

namespace PlatformOperator.Runtime.Tests.Client;

[KubernetesEntity(Kind = "Widget", Group = "example.com", ApiVersion = "v1beta1", PluralName = "widgets")]
public sealed class Widget : KubernetesObject, IKubernetesObject<V1ObjectMeta>, ISpec<Widget.WidgetSpec>
{
    public V1ObjectMeta Metadata { get; set; } = new();

    public WidgetSpec Spec { get; set; } = new();

    public sealed class WidgetSpec
    {
        public string? Colour { get; set; }

        public int? Size { get; set; }
    }
}
