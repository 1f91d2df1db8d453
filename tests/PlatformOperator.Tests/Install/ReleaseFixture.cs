using PlatformOperator.Desired;
using PlatformOperator.Sandbox;
using PlatformOperator.Sandbox.Node;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Install;

/// <summary>A cluster whose operator is yet to be installed and then runs in a pod, and an IAM role for it, made as the README says.</summary>
public sealed class ReleaseFixture : SandboxFixture
{
    /// <summary>The values that the chart needs here.</summary>
    public string Values => $"installation={SandboxOptions.Installation},serviceAccount.roleArn=arn:aws:iam::{New.Account}:role/platform-operator"
        + $",region={New.Region},oidcProvider={SandboxNode.OidcProvider},permissionsBoundary={Scope.BoundaryArn},replicas=1";

    protected override bool RunOperator => false;

    protected override bool RunPods => true;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var trust = Policies.Trust(New.Region, New.Account, SandboxNode.OidcProvider, SandboxOptions.OperatorNamespace, "platform-operator");
        await new AwsAccount(Sandbox.Aws!).CreateOperatorRoleAsync(Scope, trust, TestContext.Current.CancellationToken);
    }
}
