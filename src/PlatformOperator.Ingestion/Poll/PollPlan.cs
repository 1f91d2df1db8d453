using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using PlatformOperator.Ingestion.Configuration;

namespace PlatformOperator.Ingestion.Poll;

/// <summary>A poll's configuration, ready for use.</summary>
internal sealed class PollPlan(PollConfig config, SchemaConfig? schema)
{
    public JsonSelector Items { get; } = JsonSelector.TryParse(config.Items)!;

    /// <summary>Where an answer holds the next cursor; null in a poll without cursor.</summary>
    public JsonSelector? Cursor { get; } = config.Cursor is { } cursor ? JsonSelector.TryParse(cursor.Path) : null;

    public JsonSelector? NextPage { get; } = config.NextPage is { } page ? JsonSelector.TryParse(page.Path) : null;

    /// <summary>Field that holds an event's time.</summary>
    public string? Timestamp { get; } = schema?.Timestamp;

    public bool HasSince => config.Since is not null;

    public TimeSpan Interval => config.Interval;

    public string Host { get; } = new Uri(config.Url).Host;

    /// <summary>What a position belongs to: with other settings it means nothing.</summary>
    public string Source { get; } = Digest.Of(config.Url, config.Items, config.Cursor?.ToString() ?? "", config.Since?.ToString() ?? "");

    /// <summary>What a round begins with.</summary>
    public Uri First(PollPosition position)
    {
        if (config.Cursor is { } cursor)
            return With(cursor.Parameter, position.Cursor ?? cursor.Initial);
        return config.Since is { } since
            ? With(since.Parameter, position.Since is { } ticks ? Format(ticks, since.Format) : since.Initial)
            : new Uri(config.Url);
    }

    /// <summary>The page that follows one in its round, by <c>nextPage</c> or the Link header; null behind the last.</summary>
    /// <exception cref="PollFailedException">It is at another host, to which neither the headers nor the items' word would go.</exception>
    public Uri? Next(PollPage page, Uri current)
    {
        if (config.Cursor is not null || (page.Next ?? (NextPage is null ? page.Link : null)) is not { } next)
            return null;
        if (config.NextPage?.Parameter is { } parameter)
            return Replace(current, parameter, next);
        return Uri.TryCreate(current, next, out var address)
            && Uri.Compare(address, current, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0
            ? address
            : throw new PollFailedException("refused", $"Host {Host} leads to a next page at another host, which is not followed. Poll that host itself.");
    }

    private Uri With(string parameter, string? value) => value is null ? new Uri(config.Url) : Replace(new Uri(config.Url), parameter, value);

    private static Uri Replace(Uri address, string parameter, string value)
    {
        var query = QueryHelpers.ParseQuery(address.Query);
        query[parameter] = value;
        return new Uri(QueryHelpers.AddQueryString(address.GetLeftPart(UriPartial.Path), query));
    }

    private static string Format(long ticks, SinceFormat format)
    {
        var time = new DateTime(ticks, DateTimeKind.Utc);
        return format switch
        {
            SinceFormat.Date => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            SinceFormat.Seconds => new DateTimeOffset(time).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            SinceFormat.Milliseconds => new DateTimeOffset(time).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            _ => time.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
        };
    }
}
