using PlatformOperator.Chaos;

namespace PlatformOperator.Tests.Crashes;

/// <summary>
/// The operator is killed before and after its writes and started again from nothing but the cluster's state: nothing is doubled, orphaned or stuck,
/// and the world is as without the kill. <c>platform-chaos matrix --full</c> does it at every call.
/// </summary>
public sealed class CrashMatrixTests
{
    public static TheoryData<string> FlowNames => [.. Flows.All.Select(flow => flow.Name)];

    [Theory, MemberData(nameof(FlowNames))]
    public async Task A_kill_leaves_no_trace(string name)
    {
        var flow = Flows.All.Single(candidate => candidate.Name == name);

        var row = await new CrashMatrix(flow, MatrixExtent.Sample).RunAsync(_ => { }, TestContext.Current.CancellationToken);

        Assert.NotEqual(0, row.Points);
        Assert.True(!row.Bad.Any(), string.Join('\n', row.Bad.Select(outcome => outcome.Describe())));
    }
}
