namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>What a create, update, patch or delete says of itself.</summary>
internal sealed record WriteRequest(ResourceKind Kind, string Namespace, string Name, UserInfo User)
{
    public string Subresource { get; init; } = "";

    /// <summary>Whether everything is done but the storing.</summary>
    public bool DryRun { get; init; }

    /// <summary>The field manager: the query parameter, or what the user agent says.</summary>
    public string FieldManager { get; init; } = "platform-sandbox";

    /// <summary>What to do about unknown fields: <c>Ignore</c>, <c>Warn</c> (the default) or <c>Strict</c>.</summary>
    public string FieldValidation { get; init; } = "Warn";

    /// <summary>Whether a server-side apply takes over other managers' fields.</summary>
    public bool Force { get; init; }

    /// <summary>Collects what the client is to be warned of.</summary>
    public ICollection<string> Warnings { get; init; } = [];
}

/// <summary>The options of a deletion.</summary>
internal sealed record DeleteOptions
{
    public long? GracePeriodSeconds { get; init; }

    /// <summary><c>Background</c>, <c>Foreground</c> or <c>Orphan</c>.</summary>
    public string Propagation { get; init; } = "Background";

    public string? Uid { get; init; }

    public string? ResourceVersion { get; init; }
}
