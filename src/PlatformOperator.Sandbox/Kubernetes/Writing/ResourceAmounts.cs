using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using PlatformOperator.Schemas.Cel;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Amounts of named resources (<c>pods</c>, <c>requests.cpu</c>, <c>limits.memory</c>, …) in billionths.</summary>
internal sealed class ResourceAmounts : Dictionary<string, BigInteger>
{
    private static readonly string[] BinarySuffixes = ["", "Ki", "Mi", "Gi", "Ti"];
    private static readonly BigInteger Unit = 1_000_000_000;

    /// <summary>Reads a map of quantities; what is no quantity is left out.</summary>
    public static ResourceAmounts Read(JsonObject? map)
    {
        var amounts = new ResourceAmounts();
        foreach (var (name, value) in map ?? [])
        {
            if (value != null && Quantity.Parse(JsonPath.Display(value)) is { } quantity)
                amounts[name] = quantity.Nanos;
        }

        return amounts;
    }

    public void Increase(string name, long count) => this[name] = this.GetValueOrDefault(name) + (count * Unit);

    public void Add(ResourceAmounts other)
    {
        foreach (var (name, amount) in other)
            this[name] = this.GetValueOrDefault(name) + amount;
    }

    /// <summary>An amount as a quantity: memory in the largest binary unit that fits, everything else whole or in thousandths.</summary>
    public string Text(string name)
    {
        var amount = this.GetValueOrDefault(name);
        if (amount % Unit != 0)
            return $"{amount / (Unit / 1000)}m";
        var (whole, suffix) = (amount / Unit, 0);
        while (name.EndsWith("memory", StringComparison.Ordinal) && whole != 0 && whole % 1024 == 0 && suffix < BinarySuffixes.Length - 1)
            (whole, suffix) = (whole / 1024, suffix + 1);
        return whole.ToString(CultureInfo.InvariantCulture) + BinarySuffixes[suffix];
    }
}
