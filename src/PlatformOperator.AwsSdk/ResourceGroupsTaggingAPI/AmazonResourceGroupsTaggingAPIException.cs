using System.Net;
using Amazon.Runtime;

namespace Amazon.ResourceGroupsTaggingAPI;

/// <summary>The AWS Resource Groups Tagging API answered with an error; a subclass tells which, where the service models it.</summary>
public class AmazonResourceGroupsTaggingAPIException : AmazonServiceException
{
    /// <summary>An error with a message alone.</summary>
    public AmazonResourceGroupsTaggingAPIException(string message) : base(message) { }

    /// <summary>An error with a message and what caused it.</summary>
    public AmazonResourceGroupsTaggingAPIException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>An error as answered by the service.</summary>
    public AmazonResourceGroupsTaggingAPIException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
