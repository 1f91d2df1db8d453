using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>In which form a client wants an object or a list.</summary>
internal enum Form
{
    Object,
    Table,
    PartialMetadata,
}

/// <summary>The form and media type that a request accepts, taken from its Accept header.</summary>
/// <param name="Form">The form.</param>
/// <param name="IncludeObject">For tables: <c>Metadata</c>, <c>Object</c> or <c>None</c>.</param>
internal sealed record Representation(Form Form, string IncludeObject)
{
    public static readonly Representation Plain = new(Form.Object, "Metadata");

    /// <summary>Takes the first media range that can be served, as clients list them by preference.</summary>
    public static Representation Of(HttpRequest request)
    {
        var accept = request.Headers.Accept;
        if (accept.Count == 0 || string.IsNullOrWhiteSpace(accept.ToString()))
            return Plain;
        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges))
            throw Errors.NotAcceptable();
        foreach (var range in ranges)
        {
            if (FormOf(range) is { } form)
                return new Representation(form, request.Query["includeObject"].ToString() is { Length: > 0 } include ? include : "Metadata");
        }

        throw Errors.NotAcceptable();
    }

    private static Form? FormOf(MediaTypeHeaderValue range)
    {
        if (range.MediaType.ToString() is not ("application/json" or "application/*" or "*/*"))
            return null;
        var parameters = range.Parameters.ToDictionary(p => p.Name.ToString(), p => p.Value.ToString());
        if (!parameters.TryGetValue("as", out var form))
            return Kubernetes.Form.Object;
        if (parameters.GetValueOrDefault("g") != "meta.k8s.io" || parameters.GetValueOrDefault("v") != "v1")
            return null;
        return form switch
        {
            "Table" => Kubernetes.Form.Table,
            "PartialObjectMetadata" or "PartialObjectMetadataList" => Kubernetes.Form.PartialMetadata,
            _ => null,
        };
    }
}
