namespace PlatformOperator.Sandbox.Faults;

/// <summary>One call as a fault layer sees it, before it is carried out.</summary>
/// <param name="Service"><c>kubernetes</c>, or the endpoint prefix of an AWS service: kms, s3, kinesis, elasticache, iam, sts, tagging.</param>
/// <param name="Operation">Kubernetes verb such as <c>patch</c>, or AWS operation such as <c>PutBucketEncryption</c>.</param>
/// <param name="Resource">For Kubernetes what it is about, as in <see cref="ApiCall.Resource"/>; empty for AWS, where only the operation itself knows.</param>
/// <param name="Caller">Kubernetes user name, or ARN of the AWS user or session.</param>
/// <param name="IsWrite">Whether the call asks for a change.</param>
public sealed record FaultCall(string Service, string Operation, string Resource, string Caller, bool IsWrite)
{
    /// <summary>Whether the answer is a stream without a foreseeable end.</summary>
    public bool IsStream => Operation == "watch" || Resource.EndsWith("/log", StringComparison.Ordinal);

    /// <inheritdoc />
    public override string ToString() => Resource.Length == 0 ? $"{Service} {Operation}" : $"{Service} {Operation} {Resource}";
}

/// <summary>Stands in front of every call to either API: may delay it, refuse it, or carry it out and lose the answer.</summary>
public interface IFaults
{
    /// <summary>Awaits <paramref name="carryOut"/> once, or throws <see cref="FaultException"/> before or after it.</summary>
    Task InvokeAsync(FaultCall call, Func<Task> carryOut, CancellationToken cancellationToken);

    /// <summary>Whether the next entry of a batch call that is being carried out fails by itself.</summary>
    bool FailsEntry(FaultCall call) => false;
}

/// <summary>Thrown by an <see cref="IFaults"/>: the client gets this error in its API's own shape.</summary>
public sealed class FaultException : Exception
{
    /// <summary>An error answer.</summary>
    /// <param name="status">HTTP status; 0 drops the connection without any answer.</param>
    /// <param name="code">AWS error code, such as ThrottlingException, or reason of a Kubernetes Status, such as Conflict.</param>
    /// <param name="message">The error's sentence.</param>
    public FaultException(int status, string code, string message)
        : base(message) => (Status, Code) = (status, code);

    /// <summary>HTTP status; 0 drops the connection.</summary>
    public int Status { get; }

    /// <summary>AWS error code or Kubernetes reason.</summary>
    public string Code { get; }

    /// <summary>No answer at all.</summary>
    public static FaultException Dropped() => new(0, "", "the connection was dropped");
}
