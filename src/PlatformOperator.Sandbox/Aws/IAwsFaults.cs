namespace PlatformOperator.Sandbox.Aws;

/// <summary>One call as a fault layer sees it, before it is carried out.</summary>
/// <param name="Service">Endpoint prefix: kms, s3, kinesis, elasticache, iam, sts, tagging.</param>
/// <param name="Operation">AWS operation name, such as PutBucketEncryption.</param>
/// <param name="Account">The caller's account.</param>
/// <param name="Region">The region of the credential scope.</param>
public sealed record AwsFaultCall(string Service, string Operation, string Account, string Region);

/// <summary>Stands in front of every call: may delay it, refuse it, or carry it out and lose the answer.</summary>
public interface IAwsFaults
{
    /// <summary>Awaits <paramref name="carryOut"/> once, or throws <see cref="AwsFaultException"/> before or after it.</summary>
    Task InvokeAsync(AwsFaultCall call, Func<Task> carryOut, CancellationToken cancellationToken);
}

/// <summary>Thrown by an <see cref="IAwsFaults"/>: the client gets this error in its service's own shape.</summary>
public sealed class AwsFaultException : Exception
{
    /// <summary>An error answer.</summary>
    /// <param name="status">HTTP status; 0 drops the connection without any answer.</param>
    /// <param name="code">AWS error code, such as ThrottlingException.</param>
    /// <param name="message">The error's sentence.</param>
    public AwsFaultException(int status, string code, string message) : base(message) => (Status, Code) = (status, code);

    /// <summary>HTTP status; 0 drops the connection.</summary>
    public int Status { get; }

    /// <summary>AWS error code.</summary>
    public string Code { get; }
}
