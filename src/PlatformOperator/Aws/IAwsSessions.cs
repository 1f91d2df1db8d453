namespace PlatformOperator.Aws;

/// <summary>The AWS clients per identity.</summary>
public interface IAwsSessions
{
    /// <summary>The clients of an identity.</summary>
    /// <exception cref="IdentityMismatchException">The credentials lead into another account.</exception>
    Task<AwsSession> OpenAsync(AwsIdentity identity, CancellationToken cancellationToken);
}
