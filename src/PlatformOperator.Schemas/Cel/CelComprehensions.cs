namespace PlatformOperator.Schemas.Cel;

/// <summary>Runs one macro over its range.</summary>
internal sealed class CelComprehensions(CelEvaluator evaluator, CelComprehension node, CelScope? scope)
{
    public object? Run()
    {
        var range = evaluator.Evaluate(node.Range, scope);
        return node.Macro switch
        {
            CelMacro.All => Decide(range, decisive: false),
            CelMacro.Exists => Decide(range, decisive: true),
            CelMacro.ExistsOne => Scopes(range).Count(inner => IsTrue(node.Result, inner)) == 1,
            CelMacro.Filter => new CelList([.. Scopes(range).Where(inner => IsTrue(node.Result, inner)).Select(Variable)]),
            CelMacro.Map or CelMacro.TransformList => new CelList([.. Chosen(range).Select(inner => evaluator.Evaluate(node.Result, inner))]),
            CelMacro.TransformMap => new CelDictionary(Chosen(range).ToDictionary(
                inner => CelDictionary.NormalKey(inner.Outer!.Value), inner => evaluator.Evaluate(node.Result, inner))),
            _ => Optional(range),
        };
    }

    private IEnumerable<CelScope> Chosen(object? range) =>
        Scopes(range).Where(inner => node.Condition is null || IsTrue(node.Condition, inner));

    private bool IsTrue(CelExpr condition, CelScope inner) => CelEvaluator.Truth(evaluator.Evaluate(condition, inner));

    private static object? Variable(CelScope inner) => inner.Value;

    /// <summary>One scope per element; with two variables the first is the outer one.</summary>
    private IEnumerable<CelScope> Scopes(object? range)
    {
        var isPair = node.Variables.Count == 2;
        switch (range)
        {
            case CelList list:
                for (var i = 0; i < list.Items.Count; i++)
                    yield return Scope(isPair ? (long)i : list.Items[i], isPair ? list.Items[i] : null);
                break;
            case CelMap map:
                foreach (var key in map.Keys)
                {
                    object? value = null;
                    if (isPair)
                        map.TryGet(key, out value);
                    yield return Scope(key, value);
                }

                break;
            default:
                throw CelException.NoSuchOverload();
        }
    }

    private CelScope Scope(object? first, object? second)
    {
        evaluator.Spend(1);
        var outer = new CelScope(node.Variables[0], first, scope);
        return node.Variables.Count == 2 ? new CelScope(node.Variables[1], second, outer) : outer;
    }

    /// <summary>An error counts only if no element decides.</summary>
    private bool Decide(object? range, bool decisive)
    {
        CelException? error = null;
        foreach (var inner in Scopes(range))
        {
            try
            {
                if (IsTrue(node.Result, inner) == decisive)
                    return decisive;
            }
            catch (CelException caught)
            {
                error ??= caught;
            }
        }

        return error is null ? !decisive : throw error;
    }

    private object? Optional(object? range)
    {
        if (range is not CelOptional optional)
            throw CelException.NoSuchOverload();
        if (!optional.HasValue)
            return CelOptional.None;
        var value = evaluator.Evaluate(node.Result, new CelScope(node.Variables[0], optional.Value, scope));
        return node.Macro == CelMacro.OptMap ? CelOptional.Of(value) : value;
    }
}
