using System.Net;
using Amazon.Runtime;

namespace Amazon.IdentityManagement.Model;

/// <summary>The role or policy does not exist.</summary>
public class NoSuchEntityException : AmazonIdentityManagementServiceException
{
    /// <inheritdoc/>
    public NoSuchEntityException(string message) : base(message) { }

    /// <inheritdoc/>
    public NoSuchEntityException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The name is taken.</summary>
public class EntityAlreadyExistsException : AmazonIdentityManagementServiceException
{
    /// <inheritdoc/>
    public EntityAlreadyExistsException(string message) : base(message) { }

    /// <inheritdoc/>
    public EntityAlreadyExistsException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>Something still hangs on the entity.</summary>
public class DeleteConflictException : AmazonIdentityManagementServiceException
{
    /// <inheritdoc/>
    public DeleteConflictException(string message) : base(message) { }

    /// <inheritdoc/>
    public DeleteConflictException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>A quota of the account is reached.</summary>
public class LimitExceededException : AmazonIdentityManagementServiceException
{
    /// <inheritdoc/>
    public LimitExceededException(string message) : base(message) { }

    /// <inheritdoc/>
    public LimitExceededException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The policy is no valid policy document.</summary>
public class MalformedPolicyDocumentException : AmazonIdentityManagementServiceException
{
    /// <inheritdoc/>
    public MalformedPolicyDocumentException(string message) : base(message) { }

    /// <inheritdoc/>
    public MalformedPolicyDocumentException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>An argument is out of its range or does not fit.</summary>
public class InvalidInputException : AmazonIdentityManagementServiceException
{
    /// <inheritdoc/>
    public InvalidInputException(string message) : base(message) { }

    /// <inheritdoc/>
    public InvalidInputException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>Somebody else is changing the entity; try again later.</summary>
public class ConcurrentModificationException : AmazonIdentityManagementServiceException
{
    /// <inheritdoc/>
    public ConcurrentModificationException(string message) : base(message) { }

    /// <inheritdoc/>
    public ConcurrentModificationException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>Only the service that owns the role may change it.</summary>
public class UnmodifiableEntityException : AmazonIdentityManagementServiceException
{
    /// <inheritdoc/>
    public UnmodifiableEntityException(string message) : base(message) { }

    /// <inheritdoc/>
    public UnmodifiableEntityException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The policy cannot be used for this.</summary>
public class PolicyNotAttachableException : AmazonIdentityManagementServiceException
{
    /// <inheritdoc/>
    public PolicyNotAttachableException(string message) : base(message) { }

    /// <inheritdoc/>
    public PolicyNotAttachableException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

/// <summary>The service failed.</summary>
public class ServiceFailureException : AmazonIdentityManagementServiceException
{
    /// <inheritdoc/>
    public ServiceFailureException(string message) : base(message) { }

    /// <inheritdoc/>
    public ServiceFailureException(
        string message, Exception? innerException, ErrorType errorType, string? errorCode, string? requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
