namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>What a user wants to do: a verb on a resource, or on a path that is no resource.</summary>
internal sealed record AccessAttributes(UserInfo User, string Verb)
{
    public string Group { get; init; } = "";

    public string Resource { get; init; } = "";

    public string Subresource { get; init; } = "";

    public string Namespace { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>Set for a path that is no resource.</summary>
    public string? Path { get; init; }

    public string ResourceWithSubresource => Subresource.Length == 0 ? Resource : $"{Resource}/{Subresource}";

    public static AccessAttributes Of(UserInfo user, RequestInfo request) => !request.IsResource
        ? new AccessAttributes(user, request.Verb) { Path = request.Path }
        : new AccessAttributes(user, request.Verb)
        {
            Group = request.Group,
            Resource = request.Resource,
            Subresource = request.Subresource,
            Namespace = request.Namespace,
            Name = request.Name,
        };
}
