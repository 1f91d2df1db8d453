namespace PlatformOperator.Sandbox;

/// <summary>How to go on once the sandbox runs.</summary>
internal static class Guide
{
    /// <summary>Writes without wrapping: the lines are to be copied.</summary>
    public static void Print(TextWriter output, SandboxEnvironment sandbox) => output.WriteLine($"""

        The sandbox runs until Ctrl+C. In another terminal:

          export KUBECONFIG={sandbox.KubeconfigPath}
          export AWS_ENDPOINT_URL={sandbox.AwsUri} AWS_ACCESS_KEY_ID=sandbox AWS_SECRET_ACCESS_KEY=sandbox AWS_DEFAULT_REGION=eu-west-1
          kubectl get dataplatform -A
          kubectl explain dp.spec.stream
          aws s3 ls

        The operator's log: {sandbox.OperatorLogPath}

        """);
}
