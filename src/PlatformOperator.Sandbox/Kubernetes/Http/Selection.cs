using Microsoft.AspNetCore.Http;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Which objects of a resource a list, watch or collection deletion is about.</summary>
internal sealed record Selection(LabelSelector Labels, FieldSelector Fields)
{
    public static Selection Of(HttpRequest request, RequestInfo info, ResourceKind kind)
    {
        var labels = LabelSelector.Parse(request.Query["labelSelector"]);
        var fields = FieldSelector.Parse(request.Query["fieldSelector"], kind);
        // The old way to watch one object by its own path.
        var single = info.Verb == "watch" && fields.IsEmpty && info.Name.Length > 0;
        return new Selection(labels, single ? FieldSelector.Parse($"metadata.name={info.Name}", kind) : fields);
    }

    public bool Matches(StoredObject item) => Labels.Matches(item.Labels) && Fields.Matches(item);
}
