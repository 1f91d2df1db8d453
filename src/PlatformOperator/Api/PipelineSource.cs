using KubeOps.Abstractions.Entities.Attributes;

namespace PlatformOperator.Api;

[ValidationRule("has(self.http) != has(self.poll)", message: "source needs exactly one of http and poll")]
public sealed class PipelineSource
{
    [Description("Events are posted to the pipeline: POST /v1/events with JSON, NDJSON or CSV, compressed if Content-Encoding is gzip. A body has at most 10 MiB, unpacked; send a larger file in parts, each part of a CSV with the header row.")]
    public HttpSource? Http { get; set; }

    [Description("The pipeline fetches events from a REST API on a schedule. One pod polls at a time; where it stands is kept in the Lease <pipeline>-poll.")]
    public PollSource? Poll { get; set; }
}

public sealed class HttpSource
{
    [Description("Secret of the keys that senders present as Authorization: Bearer <key> or X-API-Key. Every entry is a valid key, so two entries let keys be replaced without a gap.")]
    [Required]
    public SecretReference ApiKeySecretRef { get; set; } = new();
}

[ValidationRule("!has(self.cursor) || !has(self.since)", message: "poll takes only one of cursor and since")]
[ValidationRule("!has(self.cursor) || !has(self.nextPage)", fieldPath: ".nextPage", message: "a cursor leads to the next page already")]
public sealed class PollSource
{
    // What the pods take of JSONPath.
    internal const string Path = "^\\$(\\.[A-Za-z_][A-Za-z0-9_-]*|\\['[^'\\\\]+'\\]|\\[[0-9]{1,4}\\])*$";
    internal const string Parameter = "^[A-Za-z0-9_.\\[\\]-]+$";

    [Description("Address to fetch, https only. Private addresses are refused unless they are in the Tenant's network.allowedCidrs. Credentials belong into headersSecretRef.")]
    [Required, Length(9, 2048), Pattern("^https://[^\\s/@?#]+([/?][^\\s#]*)?$")]
    public string Url { get; set; } = "";

    [Description("Time between the end of a round of fetches and the next one, for instance 30s, 5m or 1h.")]
    [DefaultValue("5m"), Length(2, 5), Pattern(Rules.Duration)]
    public string Interval { get; set; } = "5m";

    [Description("Path of the events in the answer, an array or one object: $, then any of .name, ['name'] and [0]; for instance $.docs.")]
    [DefaultValue("$"), Length(1, 256), Pattern(Path)]
    public string Items { get; set; } = "$";

    [Description("Secret whose entries are sent as request headers. They do not follow a redirect to another host.")]
    public SecretReference? HeadersSecretRef { get; set; }

    [Description("How the next fetch goes on where the last one ended, for APIs that hand out cursors or numbered pages, oldest first.")]
    public PollCursor? Cursor { get; set; }

    [Description("How the next fetch goes on where the last one ended, for APIs that take a time. Without cursor and since every round fetches the same address. In each case items that equal one of the last round (of its newest 1,000) are not taken again, nor is an answer that ETag or Last-Modified call unchanged.")]
    public PollSince? Since { get; set; }

    [Description("Where an answer says that there is another page. Without it, and without cursor, a Link header with rel=next is followed. Pages at another host are not.")]
    public PollNextPage? NextPage { get; set; }
}

public sealed class PollCursor
{
    [Description("Query parameter that carries the cursor.")]
    [Required, Length(1, 128), Pattern(PollSource.Parameter)]
    public string Parameter { get; set; } = "";

    [Description("Path of the next cursor in the answer, text or a number, for instance $.nextPage. An answer without it, without another one or without items ends the round; the next begins with the last cursor.")]
    [Required, Length(1, 256), Pattern(PollSource.Path)]
    public string Path { get; set; } = "";

    [Description("Cursor of the very first fetch; without it the parameter is left out then.")]
    [Length(maxLength: 1024)]
    public string? Initial { get; set; }
}

public sealed class PollSince
{
    [Description("Query parameter that carries the time of the newest event so far, by schema.timestamp and not later than now.")]
    [Required, Length(1, 128), Pattern(PollSource.Parameter)]
    public string Parameter { get; set; } = "";

    [Description("What the parameter carries in the very first fetch; without it it is left out then.")]
    [Length(maxLength: 1024)]
    public string? Initial { get; set; }

    [Description("How the time is written: Rfc3339 (2026-05-01T12:00:00Z), Date (2026-05-01), or Seconds or Milliseconds since 1970.")]
    [DefaultValue("Rfc3339")]
    public SinceFormat Format { get; set; }
}

public enum SinceFormat
{
    Rfc3339,
    Date,
    Seconds,
    Milliseconds,
}

public sealed class PollNextPage
{
    [Description("Path of the next page in the answer: its address, or with parameter what to set that to. An answer without it is the last page.")]
    [Required, Length(1, 256), Pattern(PollSource.Path)]
    public string Path { get; set; } = "";

    [Description("Query parameter that carries what path points to.")]
    [Length(1, 128), Pattern(PollSource.Parameter)]
    public string? Parameter { get; set; }
}
