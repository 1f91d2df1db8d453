using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.DataLoss;

/// <summary>A sandbox whose time can be skipped, with the operator.</summary>
public sealed class SkippingFixture : SandboxFixture
{
    internal SkippingClock Clock { get; } = new();

    protected override TimeProvider? Time => Clock;
}
