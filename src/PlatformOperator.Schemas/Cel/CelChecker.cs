namespace PlatformOperator.Schemas.Cel;

/// <summary>Finds the type of every node, and the errors that the API server finds when a CRD is created.</summary>
/// <remarks>Wording of cel-go's checker; it reports all errors, this one the first.</remarks>
internal sealed class CelChecker
{
    private static readonly Dictionary<string, CelType> TypeNames = new[]
    {
        CelType.Bool, CelType.Int, CelType.UInt, CelType.Double, CelType.String, CelType.Bytes, CelType.List(CelType.Dyn),
        CelType.Map(CelType.Dyn, CelType.Dyn),
    }.ToDictionary(type => type.Name, StringComparer.Ordinal);

    private readonly string _source;
    private readonly Dictionary<string, CelType> _variables;

    private CelChecker(string source, IReadOnlyDictionary<string, CelType> variables)
    {
        _source = source;
        _variables = new Dictionary<string, CelType>(variables, StringComparer.Ordinal);
    }

    /// <summary>Whether the expression names this variable.</summary>
    public HashSet<string> Used { get; } = new(StringComparer.Ordinal);

    public static CelChecker Check(string source, CelExpr expression, IReadOnlyDictionary<string, CelType> variables)
    {
        var checker = new CelChecker(source, variables);
        checker.Visit(expression);
        return checker;
    }

    private CelType Visit(CelExpr expression) => expression.Type = expression switch
    {
        CelLiteral literal => OfLiteral(literal),
        CelIdentifier identifier => OfIdentifier(identifier),
        CelSelect select => OfSelect(select),
        CelCall call => OfCall(call),
        CelListLiteral list => OfList(list),
        CelMapLiteral map => OfMap(map),
        CelComprehension comprehension => OfComprehension(comprehension),
        _ => CelType.Dyn,
    };

    private static CelType OfLiteral(CelLiteral literal) => literal.Value switch
    {
        null => CelType.Null,
        bool => CelType.Bool,
        long => CelType.Int,
        ulong => CelType.UInt,
        double => CelType.Double,
        string text => CelType.String.Sized(System.Text.Encoding.UTF8.GetByteCount(text), 2),
        byte[] bytes => CelType.Bytes.Sized(bytes.Length, 2),
        _ => CelType.Dyn,
    };

    private CelType OfIdentifier(CelIdentifier identifier)
    {
        if (_variables.TryGetValue(identifier.Name, out var type))
        {
            Used.Add(identifier.Name);
            return type;
        }

        return TypeNames.TryGetValue(identifier.Name, out var named)
            ? CelType.TypeOf(named)
            : throw Error(identifier, $"undeclared reference to '{identifier.Name}' (in container '')");
    }

    private CelType OfSelect(CelSelect select)
    {
        var operand = Visit(select.Operand);
        var wasOptional = operand.Kind == CelKind.Optional;
        if (wasOptional)
            operand = operand.Of[0];
        var field = operand.Kind switch
        {
            CelKind.Dyn => CelType.Dyn,
            CelKind.Map => operand.Of[1],
            CelKind.Object => operand.Fields.TryGetValue(select.Field, out var known) ? known : throw Error(select, $"undefined field '{select.Field}'"),
            _ => throw Error(select, $"type '{operand}' does not support field selection"),
        };
        if (select.IsTest)
            return CelType.Bool;
        return wasOptional || select.IsOptional ? CelType.Optional(field) : field;
    }

    private CelType OfCall(CelCall call)
    {
        var arguments = call.Arguments.Select(Visit).ToArray();
        switch (call.Function)
        {
            case "_&&_" or "_||_":
                if (Array.TrueForAll(arguments, type => type.FitsInto(CelType.Bool, [])))
                    return CelType.Bool;
                throw NoOverload(call, arguments);
            case "_?_:_":
                if (!arguments[0].FitsInto(CelType.Bool, []))
                    throw NoOverload(call, arguments);
                if (arguments[1].FitsInto(arguments[2], []) || arguments[2].FitsInto(arguments[1], []))
                    return arguments[1].Kind == CelKind.Null ? arguments[2] : arguments[1].Join(arguments[2]);
                throw NoOverload(call, arguments);
        }

        if (!CelFunctions.Exists(call.Function))
            throw Error(call, $"undeclared reference to '{call.Function}' (in container '')");
        return Resolve(call, arguments) ?? throw NoOverload(call, arguments);
    }

    /// <summary>The common result of the overloads that fit; with arguments of dynamic type there can be several.</summary>
    private static CelType? Resolve(CelCall call, CelType[] arguments)
    {
        CelType? result = null;
        foreach (var overload in CelFunctions.Find(call.Function, call.IsMember))
        {
            if (overload.Parameters.Length != arguments.Length)
                continue;
            var bound = new Dictionary<string, CelType>(StringComparer.Ordinal);
            if (!arguments.Zip(overload.Parameters).All(pair => pair.First.FitsInto(pair.Second, bound)))
                continue;
            var type = overload.Result.Bind(bound);
            result = result is null ? type : result.Join(type);
        }

        return result;
    }

    private CelType OfList(CelListLiteral list)
    {
        CelType? element = null;
        foreach (var (value, isOptional) in list.Elements)
        {
            var type = Visit(value);
            if (isOptional)
                type = type.Kind == CelKind.Optional ? type.Of[0]
                    : type.Kind == CelKind.Dyn ? type
                    : throw Error(value, $"expected type 'optional_type({type})' but found '{type}'");
            element = Common(element, type, value);
        }

        return CelType.List(element ?? CelType.Dyn).Sized(list.Elements.Count, 2);
    }

    private CelType OfMap(CelMapLiteral map)
    {
        CelType? key = null, value = null;
        foreach (var entry in map.Entries)
        {
            key = Common(key, Visit(entry.Key), entry.Key);
            var type = Visit(entry.Value);
            value = Common(value, entry.IsOptional && type.Kind == CelKind.Optional ? type.Of[0] : type, entry.Value);
        }

        return CelType.Map(key ?? CelType.Dyn, value ?? CelType.Dyn).Sized(map.Entries.Count, 2);
    }

    /// <summary>Kubernetes wants the elements of a literal to be of one type.</summary>
    private CelType Common(CelType? known, CelType type, CelExpr at)
    {
        if (known is null || known.Kind == CelKind.Null)
            return type;
        return type.FitsInto(known, []) || known.FitsInto(type, []) ? known.Join(type) : throw Error(at, $"expected type '{known}' but found '{type}'");
    }

    private CelType OfComprehension(CelComprehension node)
    {
        var range = Visit(node.Range);
        var types = VariableTypes(node, range);
        var shadowed = node.Variables.Select(name => (name, Old: _variables.GetValueOrDefault(name))).ToList();
        for (var i = 0; i < node.Variables.Count; i++)
            _variables[node.Variables[i]] = types[i];
        if (node.Condition is not null)
            RequireBool(node.Condition);
        var result = node.Macro is CelMacro.All or CelMacro.Exists or CelMacro.ExistsOne or CelMacro.Filter ? RequireBool(node.Result) : Visit(node.Result);
        foreach (var (name, old) in shadowed)
        {
            if (old is null)
                _variables.Remove(name);
            else
                _variables[name] = old;
        }

        return node.Macro switch
        {
            CelMacro.All or CelMacro.Exists or CelMacro.ExistsOne => CelType.Bool,
            CelMacro.Filter => range.Kind == CelKind.List ? range : CelType.List(types[0]).Sized(range.MaxElements, 2),
            CelMacro.Map or CelMacro.TransformList => CelType.List(result).Sized(range.MaxElements, 2),
            CelMacro.TransformMap => CelType.Map(types[0], result).Sized(range.MaxElements, 2),
            CelMacro.OptMap => CelType.Optional(result),
            _ => result,
        };
    }

    private CelType[] VariableTypes(CelComprehension node, CelType range)
    {
        if (node.Macro is CelMacro.OptMap or CelMacro.OptFlatMap)
        {
            return range.Kind switch
            {
                CelKind.Optional => [range.Of[0]],
                CelKind.Dyn => [CelType.Dyn],
                _ => throw Error(node, $"found no matching overload for '{(node.Macro == CelMacro.OptMap ? "optMap" : "optFlatMap")}' applied to '{range}'"),
            };
        }

        return (range.Kind, node.Variables.Count) switch
        {
            (CelKind.List, 1) => [range.Of[0]],
            (CelKind.List, 2) => [CelType.Int, range.Of[0]],
            (CelKind.Map, 1) => [range.Of[0]],
            (CelKind.Map, 2) => [range.Of[0], range.Of[1]],
            (CelKind.Dyn, var count) => [.. Enumerable.Repeat(CelType.Dyn, count)],
            _ => throw Error(node.Range, $"expression of type '{range}' cannot be range of a comprehension (must be list, map, or dynamic)"),
        };
    }

    private CelType RequireBool(CelExpr expression)
    {
        var type = Visit(expression);
        return type.FitsInto(CelType.Bool, []) ? CelType.Bool : throw Error(expression, $"expected type 'bool' but found '{type}'");
    }

    private CelCompileException NoOverload(CelCall call, CelType[] arguments)
    {
        var shown = call.IsMember
            ? $"{arguments[0]}.({string.Join(", ", arguments.Skip(1).Select(type => type.ToString()))})"
            : $"({string.Join(", ", arguments.Select(type => type.ToString()))})";
        return Error(call, $"found no matching overload for '{call.Function}' applied to '{shown}'");
    }

    private CelCompileException Error(CelExpr at, string message) => new(_source, at.Position, message);
}
