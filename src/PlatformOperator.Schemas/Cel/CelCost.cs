namespace PlatformOperator.Schemas.Cel;

/// <summary>The most that an expression can cost, from the sizes that a schema allows.</summary>
/// <remarks>
/// Follows cel-go's checker cost and k8s.io/apiserver's library cost, upper bounds only, in their units: 1 per operation, 0.1 per byte walked, 0.25
/// per byte of a pattern, an element's cost times the largest number of elements. As there, a size is known of what the schema describes, of
/// literals, and of what keeps the size of its operand; else it is unbounded. Approximated: macros are priced by what they expand to,
/// functions on optionals and the two-variable transforms by one unit plus their arguments. Bounds that are within a few units of
/// a limit may be judged otherwise by a real API server.
/// </remarks>
internal sealed class CelCost
{
    private const double Traversal = 0.1;
    private const double PatternFactor = 0.25;
    private const double NewList = 10;
    private const double NewMap = 30;
    private const double FormatPattern = 128;

    private readonly Dictionary<string, Estimate> _variables = new(StringComparer.Ordinal);

    /// <summary>The largest cost; infinite if it has no bound.</summary>
    public static double Of(CelProgram program) => new CelCost().Visit(program.Expression).Cost;

    private Estimate Visit(CelExpr expression) => expression switch
    {
        CelLiteral literal => new Estimate(0, literal.Value is string or byte[] ? literal.Type.MaxElements : 1),
        CelIdentifier identifier => _variables.TryGetValue(identifier.Name, out var local)
            ? local with { Cost = 1 }
            : new Estimate(1, SizeOf(identifier.Type)) { IsFromSchema = true },
        CelSelect select => Select(select),
        CelCall call => Call(call),
        CelListLiteral list => Literal(NewList, list.Elements.Count, list.Elements.Select(element => Visit(element.Value)).ToList()),
        CelMapLiteral map => Literal(NewMap, map.Entries.Count, [.. map.Entries.SelectMany(entry => new[] { Visit(entry.Key), Visit(entry.Value) })]),
        _ => Comprehension((CelComprehension)expression),
    };

    private static double SizeOf(CelType type) => type.MaxElements == CelType.Unbounded ? double.PositiveInfinity : type.MaxElements;

    private static Estimate Literal(double baseCost, int count, List<Estimate> parts) => new(baseCost + parts.Sum(part => part.Cost), count)
    {
        ElementSize = parts.Select(part => part.Size).DefaultIfEmpty(0).Max(),
    };

    private Estimate Select(CelSelect select)
    {
        var operand = Visit(select.Operand);
        if (select.IsTest)
            return new Estimate(operand.Cost, 1);
        // A map's entry is known when it is indexed, not when it is selected: so it is in cel-go.
        var isKnown = operand.IsFromSchema && !select.IsOptional && select.Operand.Type.Kind == CelKind.Object;
        return new Estimate(operand.Cost + 1, isKnown ? SizeOf(select.Type) : ScalarSize(select.Type)) { IsFromSchema = isKnown };
    }

    /// <summary>A value of which only its type is known.</summary>
    private static double ScalarSize(CelType type) => type.Kind switch
    {
        CelKind.Bool or CelKind.Double or CelKind.Duration or CelKind.Int or CelKind.Timestamp or CelKind.UInt => 1,
        CelKind.Optional => ScalarSize(type.Of[0]),
        _ => double.PositiveInfinity,
    };

    private Estimate Call(CelCall call)
    {
        var of = call.Arguments.Select(Visit).ToList();
        var arguments = of.Sum(argument => argument.Cost);
        switch (call.Function)
        {
            case "_?_:_":
                return new Estimate(of[0].Cost + Math.Max(of[1].Cost, of[2].Cost), Math.Max(of[1].Size, of[2].Size));
            case "_&&_" or "_||_":
                return new Estimate(arguments, 1);
            case "dyn":
                return of[0] with { Cost = arguments + 1 };
            case "_[_]":
                return new Estimate(arguments + 1, of[0].IsFromSchema ? SizeOf(call.Type) : of[0].ElementSize ?? ScalarSize(call.Type))
                {
                    IsFromSchema = of[0].IsFromSchema,
                };
        }

        var (cost, size) = CelCallCost.Of(call, of);
        return new Estimate(arguments + cost, size ?? ScalarSize(call.Type));
    }

    private Estimate Comprehension(CelComprehension node)
    {
        var range = Visit(node.Range);
        if (node.Macro is CelMacro.OptMap or CelMacro.OptFlatMap)
        {
            var inner = In(node, range, () => Visit(node.Result));
            return new Estimate((range.Cost * 2) + inner.Cost + 3, inner.Size);
        }

        var (result, condition) = In(node, range, () => (Visit(node.Result), node.Condition is null ? new Estimate(0, 1) : Visit(node.Condition)));
        // What the macro expands to costs, per element and once.
        var (each, once) = node.Macro switch
        {
            CelMacro.All => (result.Cost + 3, 1.0),
            CelMacro.Exists => (result.Cost + 4, 1.0),
            CelMacro.ExistsOne => (result.Cost + 2, 2.0),
            CelMacro.Filter => (result.Cost + NewList + 3, NewList + 1),
            CelMacro.TransformMap => (condition.Cost + result.Cost + 3, NewMap + 1),
            _ => (condition.Cost + result.Cost + NewList + 2, NewList + 1),
        };
        var isScalar = node.Macro is CelMacro.All or CelMacro.Exists or CelMacro.ExistsOne;
        var total = range.Cost + once + (range.Size == 0 ? 0 : range.Size * each);
        return new Estimate(total, isScalar ? 1 : range.Size);
    }

    private T In<T>(CelComprehension node, Estimate range, Func<T> visit)
    {
        var shadowed = node.Variables.Select(name => (name, Old: _variables.GetValueOrDefault(name))).ToList();
        for (var i = 0; i < node.Variables.Count; i++)
            _variables[node.Variables[i]] = Variable(node, range, i);
        var result = visit();
        foreach (var (name, old) in shadowed)
        {
            if (old is null)
                _variables.Remove(name);
            else
                _variables[name] = old;
        }

        return result;
    }

    private static Estimate Variable(CelComprehension node, Estimate range, int index)
    {
        var type = node.Range.Type;
        if (type.Kind == CelKind.List && node.Variables.Count == 2 && index == 0)
            return new Estimate(1, 1);
        if (type.Of.Count == 0)
            return new Estimate(1, double.PositiveInfinity);
        var of = type.Kind == CelKind.Map ? type.Of[index] : type.Of[0];
        return range.IsFromSchema && type.Kind != CelKind.Optional
            ? new Estimate(1, SizeOf(of)) { IsFromSchema = true }
            : new Estimate(1, range.ElementSize ?? ScalarSize(of));
    }

    /// <summary>What is known of a node: its cost, its value's size in bytes or elements.</summary>
    internal sealed record Estimate(double Cost, double Size)
    {
        /// <summary>The schema describes the value, and so what lies in it.</summary>
        public bool IsFromSchema { get; init; }

        /// <summary>Size of the elements of a literal.</summary>
        public double? ElementSize { get; init; }
    }

    /// <summary>The prices of functions.</summary>
    private static class CelCallCost
    {
        public static (double Cost, double? Size) Of(CelCall call, List<Estimate> of)
        {
            var (first, second) = (of.Count > 0 ? of[0].Size : 0, of.Count > 1 ? of[1].Size : 0);
            return call.Function switch
            {
                "_==_" or "_!=_" => (Walk(Math.Min(first, second)), 1),
                "_<_" or "_<=_" or "_>_" or "_>=_" when IsText(call.Arguments[0]) => (Walk(Math.Min(first, second)), 1),
                "_+_" when IsText(call.Arguments[0]) => (Walk(first + second), first + second),
                "_+_" when call.Type.Kind == CelKind.List => (1, first + second),
                "@in" when call.Arguments[1].Type.Kind == CelKind.List => (second, 1),
                "startsWith" or "endsWith" => (Walk(second), 1),
                "contains" => (Times(Walk(first), Walk(second)), 1),
                "matches" => (Times(Walk(first + 1), Math.Ceiling(second * PatternFactor)), 1),
                "find" or "findAll" => (Times(Walk(first + 1), Math.Ceiling(second * PatternFactor)), first),
                "lowerAscii" or "upperAscii" or "substring" or "trim" or "url" => (Walk(first), first),
                "replace" => (Walk(first * 2), Replaced(first, call, second, of[2].Size)),
                "split" => (Walk(first * 2), call.Arguments.Count > 2 && call.Arguments[2] is CelLiteral { Value: long limit and >= 0 } ? limit : first),
                "join" => Join(call, of),
                "isSorted" or "sum" or "min" or "max" or "indexOf" or "lastIndexOf" when call.Arguments[0].Type.Kind == CelKind.List =>
                    (Times(first, ElementCost(call, of[0])), null),
                "format" => (Walk(first), null),
                "string" or "bytes" when IsText(call.Arguments[0]) => (Walk(first), call.Function == "bytes" ? first * 4 : first),
                "quantity" or "isQuantity" or "ip" or "isIP" or "cidr" or "isCIDR" or "isURL" when call.Arguments[0].Type.Kind == CelKind.String =>
                    (Walk(first), null),
                "ip.isCanonical" => (Walk(first * 2), 1),
                "containsIP" or "containsCIDR" => (6 + (IsText(call.Arguments[1]) ? Walk(second) : 0), 1),
                "validate" => (Times(Walk(second), FormatPattern * PatternFactor), null),
                _ => (1, null),
            };
        }

        private static bool IsText(CelExpr argument) => argument.Type.Kind is CelKind.String or CelKind.Bytes;

        private static double Walk(double size) => Math.Ceiling(size * Traversal);

        private static double Times(double left, double right) => left == 0 || right == 0 ? 0 : left * right;

        private static double ElementCost(CelCall call, Estimate list)
        {
            var element = call.Arguments[0].Type.Of[0];
            return element.Kind is CelKind.String or CelKind.Bytes ? 1 + Walk(list.IsFromSchema ? SizeOf(element) : double.PositiveInfinity) : 1;
        }

        private static (double Cost, double? Size) Join(CelCall call, List<Estimate> of)
        {
            var element = of[0].IsFromSchema ? SizeOf(call.Arguments[0].Type.Of[0]) : double.PositiveInfinity;
            var size = Times(of[0].Size, element) + (of.Count > 1 ? Times(of[1].Size, Math.Max(0, of[0].Size - 1)) : 0);
            return (Walk(size), size);
        }

        /// <summary>Only of a literal is the shortest length known; an empty one matches everywhere.</summary>
        private static double Replaced(double size, CelCall call, double old, double with)
        {
            var shortest = call.Arguments[1] is CelLiteral ? old : 0;
            if (shortest == 0)
                return Times(size + 1, with) + size;
            return with <= shortest ? size : Times(Math.Ceiling(size / shortest), with);
        }
    }
}
