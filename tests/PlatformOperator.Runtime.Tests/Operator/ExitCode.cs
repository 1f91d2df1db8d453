namespace PlatformOperator.Runtime.Tests.Operator;

/// <summary>The process has one exit code, and operators set it: tests that run one take turns and leave it as it was.</summary>
[CollectionDefinition(nameof(ExitCode))]
public sealed class ExitCode : IDisposable
{
    private readonly int _before = Environment.ExitCode;

    public void Dispose() => Environment.ExitCode = _before;
}
