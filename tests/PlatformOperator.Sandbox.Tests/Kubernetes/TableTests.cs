using System.Text.Json.Nodes;
using PlatformOperator.Sandbox.Kubernetes;
using PlatformOperator.Testing;

namespace PlatformOperator.Sandbox.Tests.Kubernetes;

public class TableTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(125, "2m5s")]
    [InlineData(600, "10m")]
    [InlineData(3 * 3600, "3h")]
    [InlineData((3 * 3600) + 60, "3h1m")]
    [InlineData(9 * 3600, "9h")]
    [InlineData(48 * 3600, "2d")]
    [InlineData(49 * 3600, "2d1h")]
    [InlineData(9 * 24 * 3600, "9d")]
    [InlineData(730L * 24 * 3600, "2y")]
    [InlineData(740L * 24 * 3600, "2y10d")]
    [InlineData(-5, "<invalid>")]
    public void Ages_have_two_units_only_where_they_matter(long seconds, string text) => Assert.Equal(text, Timestamps.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(""".status.conditions[?(@.type=="Ready")].status""", "True")]
    [InlineData(""".status.conditions[?(@.type=='Synced')].status""", "False")]
    [InlineData(".status.conditions[1].type", "Synced")]
    [InlineData(".status.conditions[*].type", "Ready,Synced")]
    [InlineData(@".metadata.annotations.example\.dev/note", "hello")]
    [InlineData(".metadata.annotations['example.dev/note']", "hello")]
    [InlineData(".spec.sizes[-1]", "3")]
    [InlineData(".spec.missing.deeper", "")]
    public void Json_paths_find(string path, string found)
    {
        var json = JsonNode.Parse("""
            { "metadata": { "annotations": { "example.dev/note": "hello" } }, "spec": { "sizes": [1, 2, 3] },
              "status": { "conditions": [ { "type": "Ready", "status": "True" }, { "type": "Synced", "status": "False" } ] } }
            """)!;

        Assert.Equal(found, string.Join(',', JsonPath.Parse(path).Find(json).Select(JsonPath.Display)));
    }

    [Theory]
    [InlineData("spec.size")]
    [InlineData(".spec[")]
    [InlineData(".spec[?(@.a>1)]")]
    public void Json_paths_that_are_not_understood_are_refused(string path) => Assert.Throws<FormatException>(() => JsonPath.Parse(path));

    [Theory]
    [InlineData("""{"status":{"phase":"Pending"}}""", "0/1", "Pending", "0")]
    [InlineData("""{"status":{"phase":"Running","containerStatuses":[{"ready":true,"restartCount":2,"state":{"running":{}}}]}}""", "1/1", "Running", "2")]
    [InlineData(
        """{"status":{"phase":"Running","containerStatuses":[{"ready":false,"restartCount":1,"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}}""",
        "0/1", "CrashLoopBackOff", "1")]
    [InlineData(
        """{"status":{"phase":"Failed","containerStatuses":[{"ready":false,"restartCount":0,"state":{"terminated":{"exitCode":3}}}]}}""",
        "0/1", "ExitCode:3", "0")]
    [InlineData("""{"metadata":{"deletionTimestamp":"2026-01-01T00:00:00Z"},"status":{"phase":"Running"}}""", "0/1", "Terminating", "0")]
    public void A_pods_status_is_the_reason_that_explains_it_best(string pod, string ready, string status, string restarts)
    {
        var json = (JsonObject)JsonNode.Parse(pod)!;
        json["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "c" }) };

        var cells = Cells("pods", json);

        Assert.Equal([ready, status, restarts], cells[1..4]);
    }

    [Theory]
    [InlineData(
        "services",
        """{"spec":{"type":"ClusterIP","clusterIP":"127.2.0.9","ports":[{"port":80,"protocol":"TCP"},{"port":53,"nodePort":30053,"protocol":"UDP"}]}}""",
        "ClusterIP|127.2.0.9|<none>|80/TCP,53:30053/UDP")]
    [InlineData("deployments", """{"spec":{"replicas":3},"status":{"readyReplicas":2,"updatedReplicas":3,"availableReplicas":1}}""", "2/3|3|1")]
    [InlineData("secrets", """{"type":"Opaque","data":{"a":"","b":""}}""", "Opaque|2")]
    [InlineData("leases", """{"spec":{"holderIdentity":"me"}}""", "me")]
    [InlineData("poddisruptionbudgets", """{"spec":{"maxUnavailable":1},"status":{"disruptionsAllowed":1}}""", "N/A|1|1")]
    [InlineData("networkpolicies", """{"spec":{"podSelector":{}}}""", "<none>")]
    [InlineData("rolebindings", """{"roleRef":{"kind":"Role","name":"r"}}""", "Role/r")]
    [InlineData("horizontalpodautoscalers", """{"spec":{"minReplicas":1,"maxReplicas":8,"scaleTargetRef":{"kind":"Deployment","name":"web"},"metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"averageUtilization":70}}}]}}""", "Deployment/web|cpu: <unknown>/70%|1|8|0")]
    public void Built_in_kinds_have_the_columns_that_users_know(string plural, string item, string cells)
    {
        var shown = Cells(plural, (JsonObject)JsonNode.Parse(item)!);

        Assert.Equal(cells.Split('|'), shown[1..(cells.Split('|').Length + 1)]);
    }

    [Fact]
    public void Ages_follow_the_servers_clock()
    {
        var json = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "n", ["creationTimestamp"] = Timestamps.Format(_time.GetUtcNow()) } };
        _time.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal("90s", Cells("leases", json)[2]);
    }

    private string[] Cells(string plural, JsonObject json)
    {
        var table = new TablePrinter(_time).Table(KindRegistry.BuiltIn(plural), [json], "None", []);
        return [.. table.Maps("rows").Single().Items("cells").Select(cell => cell == null ? "" : JsonPath.Display(cell))];
    }
}
