using System.Net;
using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

/// <summary>The caller may not use the KMS key.</summary>
public class KMSAccessDeniedException : AmazonKinesisException
{
    /// <inheritdoc/>
    public KMSAccessDeniedException(string message) : base(message) { }

    /// <inheritdoc/>
    public KMSAccessDeniedException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The KMS key is disabled.</summary>
public class KMSDisabledException : AmazonKinesisException
{
    /// <inheritdoc/>
    public KMSDisabledException(string message) : base(message) { }

    /// <inheritdoc/>
    public KMSDisabledException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The state of the KMS key forbids its use, for instance pending deletion.</summary>
public class KMSInvalidStateException : AmazonKinesisException
{
    /// <inheritdoc/>
    public KMSInvalidStateException(string message) : base(message) { }

    /// <inheritdoc/>
    public KMSInvalidStateException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The KMS key does not exist.</summary>
public class KMSNotFoundException : AmazonKinesisException
{
    /// <inheritdoc/>
    public KMSNotFoundException(string message) : base(message) { }

    /// <inheritdoc/>
    public KMSNotFoundException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The account is not subscribed to KMS.</summary>
public class KMSOptInRequiredException : AmazonKinesisException
{
    /// <inheritdoc/>
    public KMSOptInRequiredException(string message) : base(message) { }

    /// <inheritdoc/>
    public KMSOptInRequiredException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>KMS refused the rate.</summary>
public class KMSThrottlingException : AmazonKinesisException
{
    /// <inheritdoc/>
    public KMSThrottlingException(string message) : base(message) { }

    /// <inheritdoc/>
    public KMSThrottlingException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
