using System.Net;
using Amazon.Runtime;

namespace Amazon.Kinesis.Model;

/// <summary>The stream or consumer does not exist.</summary>
public class ResourceNotFoundException : AmazonKinesisException
{
    /// <inheritdoc/>
    public ResourceNotFoundException(string message) : base(message) { }

    /// <inheritdoc/>
    public ResourceNotFoundException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The name is taken, or the stream is not <c>ACTIVE</c>.</summary>
public class ResourceInUseException : AmazonKinesisException
{
    /// <inheritdoc/>
    public ResourceInUseException(string message) : base(message) { }

    /// <inheritdoc/>
    public ResourceInUseException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>A limit of the account is reached, or the operation is called too often.</summary>
public class LimitExceededException : AmazonKinesisException
{
    /// <inheritdoc/>
    public LimitExceededException(string message) : base(message) { }

    /// <inheritdoc/>
    public LimitExceededException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>An argument is out of its range or does not fit.</summary>
public class InvalidArgumentException : AmazonKinesisException
{
    /// <inheritdoc/>
    public InvalidArgumentException(string message) : base(message) { }

    /// <inheritdoc/>
    public InvalidArgumentException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The request does not fit the present state or configuration.</summary>
public class ValidationException : AmazonKinesisException
{
    /// <inheritdoc/>
    public ValidationException(string message) : base(message) { }

    /// <inheritdoc/>
    public ValidationException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The caller may not do this.</summary>
public class AccessDeniedException : AmazonKinesisException
{
    /// <inheritdoc/>
    public AccessDeniedException(string message) : base(message) { }

    /// <inheritdoc/>
    public AccessDeniedException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The shards or the account cannot take the rate.</summary>
public class ProvisionedThroughputExceededException : AmazonKinesisException
{
    /// <inheritdoc/>
    public ProvisionedThroughputExceededException(string message) : base(message) { }

    /// <inheritdoc/>
    public ProvisionedThroughputExceededException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The shard iterator is older than five minutes.</summary>
public class ExpiredIteratorException : AmazonKinesisException
{
    /// <inheritdoc/>
    public ExpiredIteratorException(string message) : base(message) { }

    /// <inheritdoc/>
    public ExpiredIteratorException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The token of the next page has expired.</summary>
public class ExpiredNextTokenException : AmazonKinesisException
{
    /// <inheritdoc/>
    public ExpiredNextTokenException(string message) : base(message) { }

    /// <inheritdoc/>
    public ExpiredNextTokenException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The service failed.</summary>
public class InternalFailureException : AmazonKinesisException
{
    /// <inheritdoc/>
    public InternalFailureException(string message) : base(message) { }

    /// <inheritdoc/>
    public InternalFailureException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
