using System.Text.Json.Serialization;

namespace PlatformOperator.Ingestion.Configuration;

/// <summary>Where events come from; absent: they are posted.</summary>
internal sealed record SourceConfig
{
    public PollConfig? Poll { get; init; }
}

/// <summary>A REST API that is fetched on a schedule.</summary>
internal sealed record PollConfig
{
    public required string Url { get; init; }

    [JsonConverter(typeof(DurationConverter))]
    public required TimeSpan Interval { get; init; }

    /// <summary>Path of the events in an answer.</summary>
    public required string Items { get; init; }

    /// <summary>Lease of who polls; it also holds where the poll stands.</summary>
    public required string Lease { get; init; }

    public CursorConfig? Cursor { get; init; }

    public SinceConfig? Since { get; init; }

    public NextPageConfig? NextPage { get; init; }

    /// <summary>The Tenant's addresses that may be fetched although they are not of the internet.</summary>
    public IReadOnlyList<string>? AllowedCidrs { get; init; }
}

/// <summary>Every answer says where the next fetch goes on.</summary>
internal sealed record CursorConfig
{
    public required string Parameter { get; init; }

    public required string Path { get; init; }

    public string? Initial { get; init; }
}

/// <summary>A fetch asks for what is not older than the newest event so far.</summary>
internal sealed record SinceConfig
{
    public required string Parameter { get; init; }

    public string? Initial { get; init; }

    [JsonConverter(typeof(NameConverter<SinceFormat>))]
    public SinceFormat Format { get; init; }
}

internal enum SinceFormat
{
    Rfc3339,
    Date,
    Seconds,
    Milliseconds,
}

/// <summary>The rest of an answer that comes in pages: its address, or what to set a parameter to.</summary>
internal sealed record NextPageConfig
{
    public required string Path { get; init; }

    public string? Parameter { get; init; }
}
