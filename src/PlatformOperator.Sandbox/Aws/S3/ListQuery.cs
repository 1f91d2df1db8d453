using System.Xml.Linq;

namespace PlatformOperator.Sandbox.Aws.S3;

/// <summary>One page: items, rolled-up prefixes, and the position after which the next page begins (null on the last).</summary>
internal sealed record Listing<T>(IReadOnlyList<T> Items, IReadOnlyList<string> Prefixes, string? Last);

/// <summary>What all list operations share: prefix, delimiter, max-keys, encoding-type.</summary>
internal sealed class ListQuery(S3Call s3)
{
    readonly string _prefix = s3.Request.QueryText("prefix") ?? "";
    readonly int _size = s3.Int("max-keys", 1000, 0, 1000);
    readonly bool _url = s3.Request.QueryText("encoding-type") == "url";

    public string? Delimiter { get; } = s3.Request.QueryText("delimiter") is { Length: > 0 } delimiter ? delimiter : null;

    /// <summary>Walks items in order of position; an item whose key goes on past the delimiter counts once, as its common prefix.</summary>
    public Listing<T> Run<T>(IEnumerable<T> sorted, Func<T, string> position, string after, Func<T, string>? keyOf = null)
    {
        var (items, prefixes) = (new List<T>(), new List<string>());
        string? last = null;
        foreach (var item in sorted)
        {
            var at = position(item);
            if (string.CompareOrdinal(at, after) <= 0) continue;
            var key = keyOf is null ? at : keyOf(item);
            if (!key.StartsWith(_prefix, StringComparison.Ordinal)) continue;
            var rolledUp = RollUp(key);
            // A page that ended with a prefix goes on behind all of its keys.
            if (rolledUp is not null && (after.StartsWith(rolledUp, StringComparison.Ordinal)
                || (prefixes.Count > 0 && prefixes[^1] == rolledUp))) continue;
            if (items.Count + prefixes.Count == _size) return new Listing<T>(items, prefixes, last);
            if (rolledUp is null) items.Add(item);
            else prefixes.Add(rolledUp);
            last = rolledUp ?? at;
        }

        return new Listing<T>(items, prefixes, null);
    }

    public IEnumerable<XElement?> Head(Bucket bucket) =>
    [
        new("Name", bucket.Name), new("Prefix", Encode(_prefix)), new("MaxKeys", _size), Delimiter is null ? null
            : new XElement("Delimiter", Encode(Delimiter)),
        _url ? new XElement("EncodingType", "url") : null,
    ];

    public IEnumerable<XElement> CommonPrefixes<T>(Listing<T> listing) =>
        listing.Prefixes.Select(p => new XElement("CommonPrefixes", new XElement("Prefix", Encode(p))));

    public string Encode(string key) => _url ? Uri.EscapeDataString(key).Replace("%2F", "/", StringComparison.Ordinal) : key;

    string? RollUp(string key)
    {
        if (Delimiter is null) return null;
        var end = key.IndexOf(Delimiter, _prefix.Length, StringComparison.Ordinal);
        return end < 0 ? null : key[..(end + Delimiter.Length)];
    }
}
