namespace PlatformOperator.Schemas.Cel;

/// <summary>A compiled expression. Immutable and thread-safe.</summary>
internal sealed class CelProgram
{
    private CelProgram(CelExpr expression, IReadOnlySet<string> used)
    {
        Expression = expression;
        Used = used;
    }

    /// <summary>The checked expression.</summary>
    public CelExpr Expression { get; }

    /// <summary>The variables that it names.</summary>
    public IReadOnlySet<string> Used { get; }

    /// <exception cref="CelCompileException">The expression does not parse or check.</exception>
    public static CelProgram Compile(string source, IReadOnlyDictionary<string, CelType> variables)
    {
        var expression = CelParser.Parse(source);
        return new CelProgram(expression, CelChecker.Check(source, expression, variables).Used);
    }
}
