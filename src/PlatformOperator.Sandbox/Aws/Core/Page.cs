using System.Text;

namespace PlatformOperator.Sandbox.Aws.Core;

/// <summary>One page of a list whose opaque token names the last item given out, so that items may come and go between pages.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    public static Page<T> Of(IEnumerable<T> items, Func<T, string> key, string? token, int size, Func<string, AwsException> badToken)
    {
        var sorted = items.OrderBy(key, StringComparer.Ordinal);
        var after = token is { Length: > 0 } ? Decode(token, badToken) : null;
        var rest = after is null ? sorted.AsEnumerable() : sorted.SkipWhile(i => string.CompareOrdinal(key(i), after) <= 0);
        var page = rest.Take(size + 1).ToList();
        if (page.Count <= size) return new Page<T>(page, null);
        page.RemoveAt(size);
        return new Page<T>(page, Convert.ToBase64String(Encoding.UTF8.GetBytes(key(page[^1]))));
    }

    static string Decode(string token, Func<string, AwsException> badToken)
    {
        var buffer = new byte[token.Length];
        return Convert.TryFromBase64String(token, buffer, out var length)
            ? Encoding.UTF8.GetString(buffer, 0, length)
            : throw badToken("The pagination token is invalid.");
    }
}
