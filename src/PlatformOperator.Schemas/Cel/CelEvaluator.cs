namespace PlatformOperator.Schemas.Cel;

/// <summary>Variables of an evaluation, innermost first.</summary>
internal sealed record CelScope(string Name, object? Value, CelScope? Outer);

/// <summary>Evaluates a checked expression. One instance serves one evaluation.</summary>
/// <remarks>
/// Verified against the CEL language definition: <c>&amp;&amp;</c>, <c>||</c>, <c>all</c> and <c>exists</c> absorb an error when the other side decides.
/// The cost counts one per operation and a tenth per character or element that a function walks, which approximates cel-go's runtime cost.
/// </remarks>
internal sealed class CelEvaluator(long costLimit)
{
    private const double TraversalFactor = 0.1;

    /// <summary>What the evaluation has cost so far.</summary>
    public long Cost { get; private set; }

    /// <exception cref="CelException">The evaluation ended in an error.</exception>
    /// <exception cref="CelCostException">The limit was passed.</exception>
    public object? Evaluate(CelExpr expression, CelScope? scope)
    {
        switch (expression)
        {
            case CelLiteral literal:
                return literal.Value;
            case CelIdentifier identifier:
                Spend(1);
                return Lookup(identifier.Name, scope);
            case CelSelect select:
                Spend(1);
                return Select(select, Evaluate(select.Operand, scope));
            case CelCall call:
                return Call(call, scope);
            case CelListLiteral list:
                Spend(10);
                return new CelList([.. Elements(list, scope)]);
            case CelMapLiteral map:
                Spend(30);
                return new CelDictionary(Entries(map, scope));
            default:
                return new CelComprehensions(this, (CelComprehension)expression, scope).Run();
        }
    }

    public void Spend(double cost)
    {
        Cost += (long)Math.Ceiling(cost);
        if (Cost > costLimit)
            throw new CelCostException();
    }

    private static object? Lookup(string name, CelScope? scope)
    {
        for (var at = scope; at is not null; at = at.Outer)
        {
            if (at.Name == name)
                return at.Value;
        }

        return name switch
        {
            "bool" or "int" or "uint" or "double" or "string" or "bytes" or "list" or "map" => new CelTypeValue(name),
            _ => throw new CelException($"no such attribute(s): {name}"),
        };
    }

    private static object? Select(CelSelect select, object? operand)
    {
        if (operand is CelOptional optional)
        {
            if (select.IsTest)
                return optional.HasValue && Field(optional.Value, select.Field, out _);
            return optional.HasValue && Field(optional.Value, select.Field, out var inner) ? CelOptional.Of(inner) : CelOptional.None;
        }

        var found = Field(operand, select.Field, out var value);
        if (select.IsTest)
            return found;
        if (select.IsOptional)
            return found ? CelOptional.Of(value) : CelOptional.None;
        return found ? value : throw CelException.NoSuchKey(CelNames.Unescape(select.Field));
    }

    private static bool Field(object? operand, string name, out object? value)
    {
        value = null;
        return operand switch
        {
            CelObject obj => obj.TryGet(name, out value),
            CelMap map => map.TryGet(name, out value),
            _ => throw CelException.NoSuchOverload(),
        };
    }

    private object? Call(CelCall call, CelScope? scope)
    {
        switch (call.Function)
        {
            case "_&&_":
                return Decide(call, scope, decisive: false);
            case "_||_":
                return Decide(call, scope, decisive: true);
            case "_?_:_":
                Spend(1);
                return Evaluate(call.Arguments[Truth(Evaluate(call.Arguments[0], scope)) ? 1 : 2], scope);
        }

        var arguments = new object?[call.Arguments.Count];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = Evaluate(call.Arguments[i], scope);
        Spend(1 + (TraversalFactor * arguments.Sum(Size)));
        foreach (var overload in CelFunctions.Find(call.Function, call.IsMember))
        {
            if (overload.Accepts(arguments))
                return overload.Run(arguments);
        }

        // Values of unlike types are unequal, whatever the checker could not see.
        return call.Function switch
        {
            "_==_" => false,
            "_!=_" => true,
            _ => throw CelException.NoSuchOverload(),
        };
    }

    private bool Decide(CelCall call, CelScope? scope, bool decisive)
    {
        CelException? error = null;
        foreach (var side in call.Arguments)
        {
            try
            {
                if (Truth(Evaluate(side, scope)) == decisive)
                    return decisive;
            }
            catch (CelException caught)
            {
                error ??= caught;
            }
        }

        return error is null ? !decisive : throw error;
    }

    public static bool Truth(object? value) => value is bool truth ? truth : throw CelException.NoSuchOverload();

    private static int Size(object? value) => value switch
    {
        string text => text.Length,
        byte[] bytes => bytes.Length,
        CelList list => list.Items.Count,
        _ => 0,
    };

    private IEnumerable<object?> Elements(CelListLiteral list, CelScope? scope)
    {
        foreach (var (value, isOptional) in list.Elements)
        {
            var item = Evaluate(value, scope);
            if (!isOptional)
                yield return item;
            else if (item is CelOptional { HasValue: true } some)
                yield return some.Value;
        }
    }

    private Dictionary<object, object?> Entries(CelMapLiteral map, CelScope? scope)
    {
        var entries = new Dictionary<object, object?>();
        foreach (var (key, value, isOptional) in map.Entries)
        {
            var name = CelDictionary.NormalKey(Evaluate(key, scope));
            var item = Evaluate(value, scope);
            if (isOptional && item is CelOptional { HasValue: false })
                continue;
            if (!entries.TryAdd(name, isOptional && item is CelOptional some ? some.Value : item))
                throw new CelException($"Failed with repeated key {CelText.Show(name)}");
        }

        return entries;
    }
}
