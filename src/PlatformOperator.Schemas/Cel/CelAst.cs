namespace PlatformOperator.Schemas.Cel;

/// <summary>A node of an expression; the checker notes its type.</summary>
internal abstract class CelExpr(int position)
{
    /// <summary>Where the node begins in its source, for errors.</summary>
    public int Position { get; } = position;

    /// <summary>Set by the checker.</summary>
    public CelType Type { get; set; } = CelType.Dyn;
}

/// <summary>A constant; null is CEL's null.</summary>
internal sealed class CelLiteral(int position, object? value) : CelExpr(position)
{
    public object? Value => value;
}

/// <summary>A variable or the name of a type.</summary>
internal sealed class CelIdentifier(int position, string name) : CelExpr(position)
{
    public string Name => name;
}

/// <summary><c>operand.field</c>, <c>operand.?field</c> or <c>has(operand.field)</c>.</summary>
internal sealed class CelSelect(int position, CelExpr operand, string fieldName, bool isOptional, bool isTest) : CelExpr(position)
{
    public CelExpr Operand => operand;
    public string Field => fieldName;
    public bool IsOptional => isOptional;
    public bool IsTest => isTest;
}

/// <summary>A function, method or operator (<c>_+_</c>); a method's target is its first argument.</summary>
internal sealed class CelCall(int position, string function, bool isMember, IReadOnlyList<CelExpr> arguments) : CelExpr(position)
{
    public string Function => function;
    public bool IsMember => isMember;
    public IReadOnlyList<CelExpr> Arguments => arguments;
}

/// <summary>A list literal; optional elements (<c>[?x]</c>) are left out when empty.</summary>
internal sealed class CelListLiteral(int position, IReadOnlyList<(CelExpr Value, bool IsOptional)> elements) : CelExpr(position)
{
    public IReadOnlyList<(CelExpr Value, bool IsOptional)> Elements => elements;
}

/// <summary>A map literal.</summary>
internal sealed class CelMapLiteral(int position, IReadOnlyList<(CelExpr Key, CelExpr Value, bool IsOptional)> entries) : CelExpr(position)
{
    public IReadOnlyList<(CelExpr Key, CelExpr Value, bool IsOptional)> Entries => entries;
}

internal enum CelMacro
{
    All,
    Exists,
    ExistsOne,
    Map,
    Filter,
    TransformList,
    TransformMap,
    OptMap,
    OptFlatMap,
}

/// <summary>A macro over a range; one variable takes the element or key, two take index or key and value.</summary>
internal sealed class CelComprehension(int position, CelMacro macro, CelExpr range, IReadOnlyList<string> variables, CelExpr? condition, CelExpr result)
    : CelExpr(position)
{
    public CelMacro Macro => macro;
    public CelExpr Range => range;
    public IReadOnlyList<string> Variables => variables;

    /// <summary>The filter of a three-argument map or transform.</summary>
    public CelExpr? Condition => condition;
    public CelExpr Result => result;
}
