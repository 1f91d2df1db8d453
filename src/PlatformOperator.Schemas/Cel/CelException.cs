namespace PlatformOperator.Schemas.Cel;

/// <summary>An error of an evaluation; the message is cel-go's: <c>no such key: x</c>, <c>integer overflow</c>.</summary>
internal sealed class CelException(string message) : Exception(message)
{
    public static CelException NoSuchOverload() => new("no such overload");

    public static CelException NoSuchKey(object? key) => new($"no such key: {CelText.Show(key)}");

    public static CelException IndexOutOfBounds(object? index) => new($"index out of bounds: {CelText.Show(index)}");

    public static CelException Overflow(string type = "integer") => new($"{type} overflow");
}

/// <summary>The evaluation took more than a rule may take.</summary>
internal sealed class CelCostException() : Exception("operation cancelled: actual cost limit exceeded");

/// <summary>An expression that does not parse or check.</summary>
internal sealed class CelCompileException(string source, int position, string message) : Exception(Describe(source, position, message))
{
    /// <summary>cel-go's form: position, message, the line, and a marker below it.</summary>
    private static string Describe(string source, int position, string message)
    {
        var before = source.AsSpan(0, Math.Min(position, source.Length));
        var line = before.Count('\n') + 1;
        var start = before.LastIndexOf('\n') + 1;
        var column = before.Length - start;
        var end = source.IndexOf('\n', start);
        var text = end < 0 ? source[start..] : source[start..end];
        return $"ERROR: <input>:{line}:{column + 1}: {message}\n | {text}\n | {new string('.', column)}^";
    }
}
