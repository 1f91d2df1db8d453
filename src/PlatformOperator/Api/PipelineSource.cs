using KubeOps.Abstractions.Entities.Attributes;

namespace PlatformOperator.Api;

[ValidationRule("has(self.http) != has(self.poll)", message: "source needs exactly one of http and poll")]
public sealed class PipelineSource
{
    [Description("Events are posted to the pipeline: POST /v1/events with JSON, NDJSON or CSV.")]
    public HttpSource? Http { get; set; }

    [Description("The pipeline fetches events from a REST API on a schedule. Not served yet: such a pipeline does not become Ready.")]
    public PollSource? Poll { get; set; }
}

public sealed class HttpSource
{
    [Description("Secret of the keys that senders present as Authorization: Bearer <key> or X-API-Key. Every entry is a valid key, so two entries let keys be replaced without a gap.")]
    [Required]
    public SecretReference ApiKeySecretRef { get; set; } = new();
}

public sealed class PollSource
{
    [Description("Address to fetch, https only. Private addresses are refused unless they are in the Tenant's network.allowedCidrs.")]
    [Required, Length(9, 2048), Pattern("^https://[^\\s/@?#]+([/?][^\\s#]*)?$")]
    public string Url { get; set; } = "";

    [Description("Time between two fetches, for instance 30s, 5m or 1h.")]
    [DefaultValue("5m"), Length(2, 5), Pattern(Rules.Duration)]
    public string Interval { get; set; } = "5m";

    [Description("JSONPath of the array of events in the answer, for instance $.docs.")]
    [DefaultValue("$"), Length(1, 256), Pattern("^\\$([.\\[].*)?$")]
    public string Items { get; set; } = "$";

    [Description("Secret whose entries are sent as request headers. They do not follow a redirect to another host.")]
    public SecretReference? HeadersSecretRef { get; set; }

    [Description("How the next fetch goes on where the last one ended. Without it every fetch is the same, and schema.id tells events apart.")]
    public PollCursor? Cursor { get; set; }
}

public sealed class PollCursor
{
    [Description("Query parameter that carries the cursor.")]
    [Required, Length(1, 128), Pattern("^[A-Za-z0-9_.\\[\\]-]+$")]
    public string Parameter { get; set; } = "";

    [Description("JSONPath of the next cursor in the answer, for instance $.next. An answer without it ends the round.")]
    [Required, Length(1, 256), Pattern("^\\$([.\\[].*)?$")]
    public string Path { get; set; } = "";

    [Description("Cursor of the very first fetch; without it the parameter is left out then.")]
    [Length(maxLength: 1024)]
    public string? Initial { get; set; }
}
