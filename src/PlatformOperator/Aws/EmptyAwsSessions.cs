using Amazon.Runtime;

namespace PlatformOperator.Aws;

/// <summary>Sessions in accounts that have nothing, for plans without AWS. No call leaves the process.</summary>
internal sealed class EmptyAwsSessions(TimeProvider time) : IAwsSessions
{
    private readonly AwsClients clients =
        new(new AwsAccess(new Uri("http://localhost"), new AnonymousAWSCredentials()) { Guard = CallGuards.NothingThere }, time);

    /// <inheritdoc />
    public Task<AwsSession> OpenAsync(AwsIdentity identity, CancellationToken cancellationToken) =>
        Task.FromResult(clients.Open(identity, principalArn: "", new AnonymousAWSCredentials()));
}
