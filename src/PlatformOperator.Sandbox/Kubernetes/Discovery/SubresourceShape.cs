namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>What a subresource takes and gives, as discovery says it.</summary>
internal sealed record SubresourceShape(string Group, string Version, string Kind, IReadOnlyList<string> Verbs)
{
    private static readonly string[] ReadAndWrite = ["get", "patch", "update"];

    public static SubresourceShape Of(ResourceKind kind, string name) => name switch
    {
        "scale" => new("autoscaling", "v1", "Scale", ReadAndWrite),
        "token" => new("authentication.k8s.io", "v1", "TokenRequest", ["create"]),
        "log" => new(kind.Group, kind.Version, kind.Kind, ["get"]),
        "finalize" => new(kind.Group, kind.Version, kind.Kind, ["update"]),
        _ => new(kind.Group, kind.Version, kind.Kind, ReadAndWrite),
    };
}
