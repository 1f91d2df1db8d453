using PlatformOperator.Ingestion.Poll;

namespace PlatformOperator.Ingestion.Configuration;

/// <summary>What is wrong with a poll source.</summary>
internal static class PollFaults
{
    public static IEnumerable<string> Of(PipelineConfig config)
    {
        if (config.Source?.Poll is not { } poll)
            yield break;
        const string Path = "$.source.poll";
        if (!Uri.TryCreate(poll.Url, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps)
            yield return $"{Path}.url: must be an https address";
        if (string.IsNullOrWhiteSpace(poll.Lease))
            yield return $"{Path}.lease: must not be empty";
        if (poll.Cursor is not null && poll.Since is not null)
            yield return $"{Path}: takes only one of cursor and since";
        if (poll.Cursor is not null && poll.NextPage is not null)
            yield return $"{Path}.nextPage: cursor leads to the next page already";
        if (poll.Since is not null && config.Schema?.Timestamp is null)
            yield return $"{Path}.since: needs schema.timestamp";
        foreach (var (name, path) in new[] { ("items", poll.Items), ("cursor.path", poll.Cursor?.Path), ("nextPage.path", poll.NextPage?.Path) })
        {
            if (path is not null && JsonSelector.TryParse(path) is null)
                yield return $"{Path}.{name}: '{path}' is not a path like $.docs, $['docs'] or $[0].docs";
        }
        foreach (var cidr in (poll.AllowedCidrs ?? []).Where(cidr => Cidr.TryParse(cidr) is null))
            yield return $"{Path}.allowedCidrs: '{cidr}' is not a range of addresses like 10.1.0.0/16";
    }
}
