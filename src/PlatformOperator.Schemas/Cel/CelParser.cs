namespace PlatformOperator.Schemas.Cel;

/// <summary>Parses an expression and expands its macros, after the grammar of the CEL language definition.</summary>
/// <remarks>The wording of syntax errors is our own: cel-go prints its parser generator's expectations.</remarks>
internal sealed class CelParser
{
    private const int MaximumDepth = 250;
    private const int MaximumChain = 1000;

    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return", "var",
        "void", "while",
    };

    private static readonly string[][] BinaryLevels =
    [
        ["||"], ["&&"], ["<", "<=", ">=", ">", "==", "!=", "in"], ["+", "-"], ["*", "/", "%"],
    ];

    private readonly string _source;
    private readonly IReadOnlyList<CelToken> _tokens;
    private int _at;
    private int _depth;

    private CelParser(string source)
    {
        _source = source;
        _tokens = CelLexer.Read(source);
    }

    private CelToken Current => _tokens[_at];

    public static CelExpr Parse(string source)
    {
        var parser = new CelParser(source);
        var expression = parser.Expression();
        return parser.Current.Kind == CelTokenKind.End ? expression : throw parser.Unexpected();
    }

    private CelExpr Expression()
    {
        if (++_depth > MaximumDepth)
            throw Error(Current.Position, "expression recursion limit exceeded: 250");
        var condition = Binary(0);
        if (Is("?"))
        {
            var position = Take().Position;
            var whenTrue = Binary(0);
            Expect(":");
            condition = new CelCall(position, "_?_:_", isMember: false, [condition, whenTrue, Expression()]);
        }

        _depth--;
        return condition;
    }

    private CelExpr Binary(int level)
    {
        if (level == BinaryLevels.Length)
            return Unary();
        var left = Binary(level + 1);
        var links = 0;
        while (Current.Kind == CelTokenKind.Symbol && BinaryLevels[level].Contains(Current.Text, StringComparer.Ordinal))
        {
            var symbol = Take();
            RequireShort(++links, symbol.Position);
            var function = symbol.Text == "in" ? "@in" : $"_{symbol.Text}_";
            left = new CelCall(symbol.Position, function, isMember: false, [left, Binary(level + 1)]);
        }

        return left;
    }

    private CelExpr Unary()
    {
        if (Is("!") || Is("-"))
        {
            var symbol = Take();
            if (symbol.Text == "-" && Current is { Kind: CelTokenKind.Literal, Value: long or double or CelHugeInteger })
                return Postfix(Negated(Take()));
            if (++_depth > MaximumDepth)
                throw Error(symbol.Position, "expression recursion limit exceeded: 250");
            var operand = Unary();
            _depth--;
            return new CelCall(symbol.Position, $"{symbol.Text}_", isMember: false, [operand]);
        }

        return Postfix(Primary());
    }

    private CelLiteral Negated(CelToken token) => token.Value switch
    {
        long value => new CelLiteral(token.Position, -value),
        double value => new CelLiteral(token.Position, -value),
        CelHugeInteger { Value: (ulong)long.MaxValue + 1 } => new CelLiteral(token.Position, long.MinValue),
        _ => throw Error(token.Position, "invalid int literal"),
    };

    private CelExpr Postfix(CelExpr operand)
    {
        for (var links = 0; ; RequireShort(++links, Current.Position))
        {
            if (Is(".") || Is(".?"))
                operand = Member(operand, Take());
            else if (Is("[") || Is("[?"))
                operand = Index(operand, Take());
            else
                return operand;
        }
    }

    private CelExpr Member(CelExpr operand, CelToken dot)
    {
        var name = Current.Kind is CelTokenKind.Identifier or CelTokenKind.Literal || Is("in") ? Take() : throw Unexpected();
        if (name.Kind != CelTokenKind.Identifier)
            throw Error(name.Position, $"Syntax error: no viable alternative at input '.{name.Text}'");
        if (!Is("("))
            return new CelSelect(dot.Position, operand, name.Text, isOptional: dot.Text == ".?", isTest: false);
        var arguments = Arguments();
        if (operand is CelIdentifier { Name: var space } && CelFunctions.Exists($"{space}.{name.Text}"))
            return new CelCall(operand.Position, $"{space}.{name.Text}", isMember: false, arguments);
        return CelMacros.Expand(name.Text, name.Position, operand, arguments, Error)
            ?? new CelCall(name.Position, name.Text, isMember: true, [operand, .. arguments]);
    }

    private CelCall Index(CelExpr operand, CelToken bracket)
    {
        var index = Expression();
        Expect("]");
        return new CelCall(bracket.Position, bracket.Text == "[?" ? "_[?_]" : "_[_]", isMember: false, [operand, index]);
    }

    private CelExpr Primary()
    {
        var token = Take();
        return token switch
        {
            { Kind: CelTokenKind.Literal, Value: CelHugeInteger } => throw Error(token.Position, "invalid int literal"),
            { Kind: CelTokenKind.Literal } => new CelLiteral(token.Position, token.Value),
            { Kind: CelTokenKind.Identifier } => Named(token),
            { Kind: CelTokenKind.Symbol, Text: "." } => Named(Take()),
            { Kind: CelTokenKind.Symbol, Text: "(" } => Parenthesized(),
            { Kind: CelTokenKind.Symbol, Text: "[" or "[?" } => ListLiteral(token),
            { Kind: CelTokenKind.Symbol, Text: "{" or "{?" } => MapLiteral(token),
            _ => throw Unexpected(token),
        };
    }

    private CelExpr Named(CelToken name)
    {
        if (name.Kind != CelTokenKind.Identifier)
            throw Unexpected(name);
        if (Reserved.Contains(name.Text))
            throw Error(name.Position, $"reserved identifier: {name.Text}");
        if (!Is("("))
            return new CelIdentifier(name.Position, name.Text);
        var arguments = Arguments();
        return CelMacros.Has(name.Text, name.Position, arguments, Error)
            ?? new CelCall(name.Position, name.Text, isMember: false, arguments);
    }

    private CelExpr Parenthesized()
    {
        var inner = Expression();
        Expect(")");
        return inner;
    }

    private List<CelExpr> Arguments()
    {
        Expect("(");
        var arguments = new List<CelExpr>();
        while (!Is(")"))
        {
            arguments.Add(Expression());
            if (!Is(","))
                break;
            Take();
        }

        Expect(")");
        return arguments;
    }

    private CelListLiteral ListLiteral(CelToken open)
    {
        var elements = new List<(CelExpr, bool)>();
        var isOptional = open.Text == "[?";
        while (!Is("]"))
        {
            isOptional |= TryTake("?");
            elements.Add((Expression(), isOptional));
            isOptional = false;
            if (!TryTake(","))
                break;
        }

        Expect("]");
        return new CelListLiteral(open.Position, elements);
    }

    private CelMapLiteral MapLiteral(CelToken open)
    {
        var entries = new List<(CelExpr, CelExpr, bool)>();
        var isOptional = open.Text == "{?";
        while (!Is("}"))
        {
            isOptional |= TryTake("?");
            var key = Expression();
            Expect(":");
            entries.Add((key, Expression(), isOptional));
            isOptional = false;
            if (!TryTake(","))
                break;
        }

        Expect("}");
        return new CelMapLiteral(open.Position, entries);
    }

    private bool Is(string symbol) => Current.Kind == CelTokenKind.Symbol && Current.Text == symbol;

    private bool TryTake(string symbol)
    {
        if (!Is(symbol))
            return false;
        _at++;
        return true;
    }

    private CelToken Take() => Current.Kind == CelTokenKind.End ? throw Unexpected() : _tokens[_at++];

    private void Expect(string symbol)
    {
        if (!TryTake(symbol))
            throw Error(Current.Position, $"Syntax error: mismatched input '{Current.Text}' expecting '{symbol}'");
    }

    /// <summary>A chain makes as deep a tree as parentheses do, and later steps walk it by recursion.</summary>
    private void RequireShort(int links, int position)
    {
        if (links > MaximumChain)
            throw Error(position, $"expression too long: more than {MaximumChain} operations in a row");
    }

    private CelCompileException Unexpected() => Unexpected(Current);

    private CelCompileException Unexpected(CelToken token) =>
        Error(token.Position, $"Syntax error: {(token.Kind == CelTokenKind.End ? "mismatched" : "extraneous")} input '{token.Text}'");

    private CelCompileException Error(int position, string message) => new(_source, position, message);
}
