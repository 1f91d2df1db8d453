using k8s.Models;
using KubeOps.Abstractions.Entities;

namespace PlatformOperator.Runtime.Tests.Operator;

[KubernetesEntity(Group = "example.dev", ApiVersion = "v1", Kind = "Widget", PluralName = "widgets")]
public sealed class Widget : CustomKubernetesEntity<WidgetSpec, WidgetStatus>
{
    public static Widget Named(string name, string @namespace = "default", int size = 0) => new()
    {
        ApiVersion = "example.dev/v1",
        Kind = "Widget",
        Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = @namespace },
        Spec = new WidgetSpec { Size = size },
    };
}

public sealed class WidgetSpec
{
    public int Size { get; set; }
}

public sealed class WidgetStatus
{
    public int Seen { get; set; }
}
