using System.Net;
using k8s.Models;

namespace k8s
{
    /// <summary>What an event of a watch says.</summary>
    public enum WatchEventType
    {
        /// <summary>The object is new to the watcher.</summary>
        Added,

        /// <summary>The object changed.</summary>
        Modified,

        /// <summary>The object is gone, or no longer selected.</summary>
        Deleted,

        /// <summary>The watch broke.</summary>
        Error,

        /// <summary>Nothing happened up to this resource version.</summary>
        Bookmark,
    }

    /// <summary>A client of one Kubernetes API.</summary>
    public interface IKubernetes : IDisposable
    {
        /// <summary>Where the API is.</summary>
        Uri BaseUri { get; }
    }

    /// <summary>The API server answered with a status instead of an object.</summary>
    public class KubernetesException : Exception
    {
        /// <summary>With the server's status.</summary>
        public KubernetesException(V1Status status)
            : base(status.Message) => Status = status;

        /// <summary>What the server said.</summary>
        public V1Status Status { get; }
    }
}

namespace k8s.Exceptions
{
    /// <summary>A kubeconfig cannot be used.</summary>
    public class KubeConfigException : Exception
    {
        /// <summary>Says which file and what to do.</summary>
        public KubeConfigException(string message)
            : base(message)
        {
        }

        /// <summary>Says which file and what to do.</summary>
        public KubeConfigException(string message, Exception inner)
            : base(message, inner)
        {
        }
    }
}

namespace k8s.Autorest
{
    /// <summary>A request as it was sent.</summary>
    public class HttpRequestMessageWrapper
    {
        /// <summary>Of this request.</summary>
        public HttpRequestMessageWrapper(HttpRequestMessage httpRequest, string content) => (Method, RequestUri, Content) = (httpRequest.Method, httpRequest.RequestUri, content);

        /// <summary>Verb.</summary>
        public HttpMethod Method { get; }

        /// <summary>Address.</summary>
        public Uri? RequestUri { get; }

        /// <summary>Body.</summary>
        public string Content { get; }
    }

    /// <summary>A response as it came.</summary>
    public class HttpResponseMessageWrapper
    {
        /// <summary>Of this response.</summary>
        public HttpResponseMessageWrapper(HttpResponseMessage httpResponse, string content) => (StatusCode, Content) = (httpResponse.StatusCode, content);

        /// <summary>Status.</summary>
        public HttpStatusCode StatusCode { get; }

        /// <summary>Body.</summary>
        public string Content { get; }
    }

    /// <summary>The API server refused a request.</summary>
    public class HttpOperationException : Exception
    {
        /// <summary>With what to tell the user.</summary>
        public HttpOperationException(string message)
            : base(message)
        {
        }

        /// <summary>The request.</summary>
        public HttpRequestMessageWrapper Request { get; set; } = null!;

        /// <summary>The response.</summary>
        public HttpResponseMessageWrapper Response { get; set; } = null!;

        /// <summary>The parsed body, a V1Status as a rule.</summary>
        public object? Body { get; set; }
    }
}
