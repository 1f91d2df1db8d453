namespace PlatformOperator.Schemas.Cel.Functions;

/// <summary>Kubernetes' quantity library.</summary>
/// <remarks>Verified against the Kubernetes documentation ("CEL in Kubernetes", quantity library).</remarks>
internal static class Quantities
{
    private static readonly CelType Type = CelType.Opaque("kubernetes.Quantity");

    public static IEnumerable<CelOverload> All()
    {
        yield return new CelOverload("quantity", false, [CelType.String], Type, arguments => Quantity.Parse((string)arguments[0]!) ?? throw new CelException(
            "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"));
        yield return new CelOverload("isQuantity", false, [CelType.String], CelType.Bool, arguments => Quantity.Parse((string)arguments[0]!) is not null);
        yield return Method("isInteger", [], CelType.Bool, (self, _) => self.IsInteger);
        yield return Method("asInteger", [], CelType.Int, (self, _) => self.AsInteger());
        yield return Method("asApproximateFloat", [], CelType.Double, (self, _) => self.AsDouble());
        yield return Method("sign", [], CelType.Int, (self, _) => (long)self.Nanos.Sign);
        yield return Method("add", [Type], Type, (self, with) => new Quantity(self.Nanos + ((Quantity)with[0]!).Nanos));
        yield return Method("add", [CelType.Int], Type, (self, with) => new Quantity(self.Nanos + Quantity.Of((long)with[0]!).Nanos));
        yield return Method("sub", [Type], Type, (self, with) => new Quantity(self.Nanos - ((Quantity)with[0]!).Nanos));
        yield return Method("sub", [CelType.Int], Type, (self, with) => new Quantity(self.Nanos - Quantity.Of((long)with[0]!).Nanos));
        yield return Method("isLessThan", [Type], CelType.Bool, (self, with) => self.CompareTo((Quantity)with[0]!) < 0);
        yield return Method("isGreaterThan", [Type], CelType.Bool, (self, with) => self.CompareTo((Quantity)with[0]!) > 0);
        yield return Method("compareTo", [Type], CelType.Int, (self, with) => (long)self.CompareTo((Quantity)with[0]!));
    }

    private static CelOverload Method(string name, CelType[] parameters, CelType result, Func<Quantity, object?[], object?> run) =>
        new(name, true, [Type, .. parameters], result, arguments => run((Quantity)arguments[0]!, arguments[1..]));
}
