using Spectre.Console;

namespace PlatformOperator.Sandbox;

/// <summary>How to go on once the sandbox runs.</summary>
internal static class Guide
{
    public static void Print(IAnsiConsole console, SandboxEnvironment sandbox)
    {
        console.WriteLine();
        console.WriteLine("The sandbox runs until Ctrl+C. In another terminal:");
        console.WriteLine();
        console.WriteLine($"  export KUBECONFIG={sandbox.KubeconfigPath}");
        console.WriteLine($"  export AWS_ENDPOINT_URL={sandbox.AwsUri} AWS_ACCESS_KEY_ID=sandbox AWS_SECRET_ACCESS_KEY=sandbox AWS_REGION=eu-west-1");
        console.WriteLine("  kubectl get dataplatform -A");
        console.WriteLine("  kubectl explain dp.spec.stream");
        console.WriteLine("  aws s3 ls");
        console.WriteLine();
    }
}
