using System.Collections.Frozen;
using System.Net;
using Amazon.Runtime;

namespace Amazon.Protocol;

/// <summary>Makes the exception of one modelled error.</summary>
internal delegate AmazonServiceException ErrorFactory(
    string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode);

/// <summary>What an error response says.</summary>
internal readonly record struct ServiceError(string? Code, string? Message, string? RequestId, ErrorType Type);

/// <summary>The exceptions of a service.</summary>
/// <param name="Other">For codes that the service does not model or that nobody needs by type.</param>
/// <param name="Modelled">By code as sent.</param>
internal sealed record ErrorTable(ErrorFactory Other, FrozenDictionary<string, ErrorFactory> Modelled)
{
    /// <summary>The exception for an error response.</summary>
    public AmazonServiceException Exception(ServiceError error, Exception? inner, HttpStatusCode status)
    {
        var type = error.Type != ErrorType.Unknown ? error.Type : (int)status >= 500 ? ErrorType.Receiver : ErrorType.Sender;
        var message = error.Message ?? $"The service answered with HTTP {(int)status} and {error.Code ?? "no error code"}.";
        var factory = error.Code is not null && Modelled.TryGetValue(error.Code, out var modelled) ? modelled : Other;
        return factory(message, inner, type, error.Code, error.RequestId, status);
    }
}
