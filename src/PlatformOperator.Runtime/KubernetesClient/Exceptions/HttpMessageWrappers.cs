using System.Net;

namespace k8s.Autorest;

/// <summary>A message as it went over the wire.</summary>
public abstract class HttpMessageWrapper
{
    /// <summary>Body.</summary>
    public string Content { get; set; } = "";
}

/// <summary>A request as it was sent.</summary>
public class HttpRequestMessageWrapper : HttpMessageWrapper
{
    /// <summary>Of this request.</summary>
    public HttpRequestMessageWrapper(HttpRequestMessage httpRequest, string content) =>
        (Method, RequestUri, Content) = (httpRequest.Method, httpRequest.RequestUri, content);

    /// <summary>Verb.</summary>
    public HttpMethod Method { get; }

    /// <summary>Address.</summary>
    public Uri? RequestUri { get; }
}

/// <summary>A response as it came.</summary>
public class HttpResponseMessageWrapper : HttpMessageWrapper
{
    /// <summary>Of this response.</summary>
    public HttpResponseMessageWrapper(HttpResponseMessage httpResponse, string content) =>
        (StatusCode, ReasonPhrase, Content) = (httpResponse.StatusCode, httpResponse.ReasonPhrase, content);

    /// <summary>Status.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>The words beside the status, if any.</summary>
    public string? ReasonPhrase { get; }
}
