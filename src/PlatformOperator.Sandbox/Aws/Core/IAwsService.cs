namespace PlatformOperator.Sandbox.Aws.Core;

/// <summary>One AWS service; called under the world's lock, one call at a time.</summary>
internal interface IAwsService
{
    /// <summary>The name in the call log and in faults.</summary>
    string Name { get; }

    /// <summary>The AWS name of what the request asks for.</summary>
    string Operation(AwsRequest request);

    /// <summary>Brings states that are due by the clock up to date.</summary>
    void Settle(DateTimeOffset now);

    AwsAnswer Handle(AwsCall call, AwsRequest request);

    AwsAnswer Error(AwsException error, string requestId, AwsRequest? request);
}

/// <summary>Tells reads from writes by the operation's name, as AWS names them.</summary>
internal static class OperationKind
{
    static readonly string[] ReadPrefixes =
        ["Get", "List", "Describe", "Head", "Encrypt", "Decrypt", "GenerateDataKey", "AssumeRole", "Simulate"];

    public static bool IsWrite(string operation) => !ReadPrefixes.Any(p => operation.StartsWith(p, StringComparison.Ordinal));
}
