using PlatformOperator.Desired;
using PlatformOperator.Sandbox;
using PlatformOperator.Sandbox.Aws;

namespace PlatformOperator.Tests.Controllers;

/// <summary>A cluster, an AWS account and the operator, shared by the tests of a class; each test has tenants and namespaces of its own.</summary>
public class SandboxFixture : IAsyncLifetime
{
    public SandboxEnvironment Sandbox { get; private set; } = null!;

    protected virtual AwsEndpointOptions Aws => new() { StreamTransition = TimeSpan.FromMilliseconds(100), CacheTransition = TimeSpan.FromMilliseconds(100) };

    protected virtual bool RunOperator => true;

    protected virtual bool RunPods => false;

    // The clock of the operator and of both APIs; null leaves them the machine's.
    protected virtual TimeProvider? Time => null;

    // Tests choose what names of buckets they like, and one a role.
    protected virtual OperatorScope Scope => new SandboxOptions().Scope with { BucketPrefixes = [""], TenantRoles = [New.TenantRole] };

    public virtual async ValueTask InitializeAsync() => Sandbox = await SandboxEnvironment.StartAsync(
        new SandboxOptions { Aws = Aws, Scope = Scope, Time = Time, RunPods = RunPods, RunOperator = RunOperator }, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Sandbox.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

/// <summary>The same without the operator; the test starts it.</summary>
public sealed class IdleSandboxFixture : SandboxFixture
{
    protected override bool RunOperator => false;
}
