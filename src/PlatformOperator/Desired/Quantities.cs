using System.Globalization;
using k8s.Models;

namespace PlatformOperator.Desired;

/// <summary>Kubernetes quantities from what a spec holds.</summary>
internal static class Quantities
{
    public static ResourceQuantity Of(string value) => new(value);

    public static ResourceQuantity Of(int value) => new(value.ToString(CultureInfo.InvariantCulture));

    public static ResourceQuantity Of(IntOrString value) => new(value.Value);
}
