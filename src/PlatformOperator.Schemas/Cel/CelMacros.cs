namespace PlatformOperator.Schemas.Cel;

/// <summary>The macros of CEL, of its two-variable comprehensions (Kubernetes ≥ 1.32) and of its optional types (≥ 1.29).</summary>
internal static class CelMacros
{
    private static readonly Dictionary<(string Name, int Arguments), (CelMacro Macro, int Variables)> Known = new()
    {
        [("all", 2)] = (CelMacro.All, 1),
        [("exists", 2)] = (CelMacro.Exists, 1),
        [("exists_one", 2)] = (CelMacro.ExistsOne, 1),
        [("existsOne", 2)] = (CelMacro.ExistsOne, 1),
        [("map", 2)] = (CelMacro.Map, 1),
        [("map", 3)] = (CelMacro.Map, 1),
        [("filter", 2)] = (CelMacro.Filter, 1),
        [("all", 3)] = (CelMacro.All, 2),
        [("exists", 3)] = (CelMacro.Exists, 2),
        [("existsOne", 3)] = (CelMacro.ExistsOne, 2),
        [("transformList", 3)] = (CelMacro.TransformList, 2),
        [("transformList", 4)] = (CelMacro.TransformList, 2),
        [("transformMap", 3)] = (CelMacro.TransformMap, 2),
        [("transformMap", 4)] = (CelMacro.TransformMap, 2),
        [("optMap", 2)] = (CelMacro.OptMap, 1),
        [("optFlatMap", 2)] = (CelMacro.OptFlatMap, 1),
    };

    /// <summary><c>has(x.y)</c>; null for any other function.</summary>
    public static CelExpr? Has(string name, int position, List<CelExpr> arguments, Func<int, string, Exception> error)
    {
        if (name != "has" || arguments.Count != 1)
            return null;
        return arguments[0] is CelSelect { IsTest: false, IsOptional: false } select
            ? new CelSelect(position, select.Operand, select.Field, isOptional: false, isTest: true)
            : throw error(position, "invalid argument to has() macro");
    }

    /// <summary>The comprehension that a macro stands for; null if the method is none.</summary>
    public static CelExpr? Expand(string name, int position, CelExpr range, List<CelExpr> arguments, Func<int, string, Exception> error)
    {
        if (!Known.TryGetValue((name, arguments.Count), out var macro))
            return null;
        var variables = new List<string>();
        foreach (var argument in arguments.Take(macro.Variables))
            variables.Add(argument is CelIdentifier identifier ? identifier.Name : throw error(argument.Position, "argument must be a simple name"));
        var rest = arguments.Skip(macro.Variables).ToList();
        return new CelComprehension(position, macro.Macro, range, variables, rest.Count == 2 ? rest[0] : null, rest[^1]);
    }
}
