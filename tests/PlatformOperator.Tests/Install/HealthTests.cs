namespace PlatformOperator.Tests.Install;

/// <summary>What Argo CD says of our resources, by the script that it is given.</summary>
public class HealthTests
{
    private const string Ready = """{ type = "Ready", status = "True", reason = "Reconciled", message = "Everything is as declared." }""";
    private const string Waiting = """{ type = "Ready", status = "False", reason = "Creating", message = "The stream is being created." }""";
    private const string Denied = """{ type = "Ready", status = "False", reason = "AccessDenied", message = "The role lacks a permission." }""";
    private const string Stalled = """{ type = "Stalled", status = "True", reason = "AccessDenied", message = "The role lacks a permission." }""";
    private const string Seen = "metadata = { generation = 1 }, status = { observedGeneration = 1, conditions = ";
    private const string Unseen = "metadata = { generation = 2 }, status = { observedGeneration = 1, conditions = ";
    private const string Leaving = """metadata = { generation = 2, deletionTimestamp = "2026-05-01T12:00:00Z" }, status = { observedGeneration = 1, conditions = """;
    private const string Lost = """{ type = "DataLost", status = "True", reason = "RetentionPassed", message = "Records passed." }""";
    private const string KnownLost = """{ type = "DataLost", status = "False", reason = "Acknowledged", message = "Records passed." }""";
    private const string Lagging = """{ type = "Lagging", status = "True", reason = "DataAtRisk", message = "20h behind." }""";
    private const string Paused = """{ type = "Paused", status = "True", reason = "Paused", message = "Nothing is written to AWS." }""";

    [Theory]
    [InlineData("metadata = { generation = 1 }", "Progressing Waiting for the operator.")]
    [InlineData("metadata = { generation = 1 }, status = {}", "Progressing Waiting for the operator.")]
    [InlineData($"{Seen} {{ {Ready} }} }}", "Healthy Reconciled: Everything is as declared.")]
    [InlineData($"{Seen} {{ {Waiting} }} }}", "Progressing Creating: The stream is being created.")]
    [InlineData($"{Seen} {{ {Denied}, {Stalled} }} }}", "Degraded AccessDenied: The role lacks a permission.")]
    [InlineData($"{Seen} {{ {Ready}, {Lost} }} }}", "Degraded RetentionPassed: Records passed.")]
    [InlineData($"{Seen} {{ {Ready}, {KnownLost} }} }}", "Healthy Reconciled: Everything is as declared.")]
    [InlineData($"{Seen} {{ {Ready}, {Lagging} }} }}", "Degraded DataAtRisk: 20h behind.")]
    [InlineData($"{Seen} {{ {Paused}, {Ready} }} }}", "Suspended Nothing is written to AWS.")]
    [InlineData($"{Unseen} {{ {Ready} }} }}", "Progressing Waiting for the operator to see the newest spec.")]
    [InlineData($"{Unseen} {{ {Denied}, {Stalled} }} }}", "Progressing Waiting for the operator to see the newest spec.")]
    [InlineData($"{Leaving} {{ {Denied}, {Stalled} }} }}", "Degraded AccessDenied: The role lacks a permission.")]
    public async Task Health_follows_the_conditions(string resource, string expected)
    {
        var script = $"obj = {{ {resource} }} local health = dofile('{Tool.In("config", "argocd", "health.lua")}') print(health.status .. ' ' .. health.message)";
        Assert.Equal(expected, (await Tool.RunAsync("lua5.4", ["-e", script])).TrimEnd());
    }
}
