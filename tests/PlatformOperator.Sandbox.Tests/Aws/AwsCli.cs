using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace PlatformOperator.Sandbox.Tests.Aws;

/// <summary>Runs the aws CLI, where there is one, as a client that nobody here wrote.</summary>
internal static class AwsCli
{
    public static async Task<JsonElement> RunAsync(Uri endpoint, string arguments, CancellationToken cancellationToken)
    {
        var (code, output, error) = await TryAsync(endpoint, arguments, cancellationToken);
        Assert.True(code == 0, $"aws {arguments}: {error}");
        return output.Length == 0 ? default : JsonDocument.Parse(output).RootElement;
    }

    public static async Task<(int Code, string Output, string Error)> TryAsync(Uri endpoint, string arguments,
        CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("aws", arguments) { UseShellExecute = false, RedirectStandardOutput = true,
            RedirectStandardError = true };
        start.Environment["AWS_ENDPOINT_URL"] = endpoint.ToString();
        start.Environment["AWS_ACCESS_KEY_ID"] = "AKIAOWN";
        start.Environment["AWS_SECRET_ACCESS_KEY"] = "secret";
        start.Environment["AWS_DEFAULT_REGION"] = "eu-west-1";
        start.Environment["AWS_DEFAULT_OUTPUT"] = "json";
        start.Environment["AWS_PAGER"] = "";
        start.Environment["AWS_MAX_ATTEMPTS"] = "1";
        start.Environment.Remove("AWS_PROFILE");
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            Assert.Skip("The aws CLI is not on this machine.");
            throw;
        }

        using (process)
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output, await error);
        }
    }
}
