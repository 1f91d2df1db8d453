namespace k8s.Autorest;

/// <summary>The API server refused a request.</summary>
public class HttpOperationException : Exception
{
    /// <summary>With what to tell the user.</summary>
    public HttpOperationException(string message)
        : base(message)
    {
    }

    /// <summary>With what to tell the user.</summary>
    public HttpOperationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The request.</summary>
    public HttpRequestMessageWrapper Request { get; set; } = null!;

    /// <summary>The response.</summary>
    public HttpResponseMessageWrapper Response { get; set; } = null!;

    /// <summary>The parsed body, a V1Status as a rule.</summary>
    public object? Body { get; set; }
}
