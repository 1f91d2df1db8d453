using k8s.Models;
using PlatformOperator.Api;

namespace PlatformOperator.Tests.Errors;

/// <summary>
/// What the user sees of each class of AWS error in each service, when the operator tries again, and that it goes on when the trouble is over.
/// </summary>
public sealed class AwsErrorClassTests(ErrorWorlds worlds) : IClassFixture<ErrorWorlds>
{
    private static readonly TimeSpan Cap = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Watched = TimeSpan.FromMinutes(12);

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var service in AwsService.All)
            {
                foreach (var refusal in AwsRefusal.All)
                    cases.Add(service.Name, refusal.Name);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task It_is_told_of_tried_again_and_got_over(string serviceName, string refusalName)
    {
        var service = AwsService.All.Single(known => known.Name == serviceName);
        var refusal = AwsRefusal.All.Single(known => known.Name == refusalName);
        var world = await worlds.OpenAsync(service);
        try
        {
            await world.RefuseAsync(refusal);
            await world.World.PassAsync(Watched);

            await AssertToldAsync(world, service, refusal);
            AssertPauses(await world.LoggedPausesAsync(refusal), refusal.HealsItself);
            Assert.All(world.Calls.Zip(world.Calls.Skip(1)), call => Assert.InRange(call.Second - call.First, TimeSpan.Zero, Cap + ErrorWorld.Tolerance));
            if (!refusal.HealsItself)
                await AssertAskedAtOnceAsync(world);

            var allowed = world.World.Clock.GetUtcNow();
            world.Allow();
            await world.World.UntilAsync(() => service.Subject.IsReadyAsync(world.World), $"{service.Subject} is ready by itself");
            var ready = await world.ConditionAsync("Ready");
            Assert.InRange(ready!.LastTransitionTime - allowed.UtcDateTime, -ErrorWorld.Tolerance, Cap + ErrorWorld.Tolerance);
            Assert.NotEqual("False", service.Condition is null ? null : (await world.ConditionAsync(service.Condition))?.Status);
        }
        finally
        {
            world.Allow();
            world.World.Clock.Speed = 0;
        }
    }

    private static async Task AssertToldAsync(ErrorWorld world, AwsService service, AwsRefusal refusal)
    {
        foreach (var type in service.Condition is { } step ? new[] { "Ready", step } : ["Ready"])
        {
            var condition = await world.ConditionAsync(type);
            Assert.Equal(("False", refusal.Reason), (condition?.Status, condition?.Reason));
            Assert.Contains(refusal.Said(service.Name), condition!.Message, StringComparison.Ordinal);
            Assert.Contains(refusal.Advice, condition.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("credentials", condition.Message, StringComparison.OrdinalIgnoreCase);
        }

        var subject = service.Subject.Resource;
        var events = await world.World.Client.ListAsync<Corev1Event>(subject.Metadata.NamespaceProperty ?? "default", cancellationToken: world.World.Cancel);
        var told = events.Where(
            said => said.InvolvedObject.Kind == subject.Kind && said.Message!.Contains(refusal.Said(service.Name), StringComparison.Ordinal)).ToList();
        if (refusal.HealsItself && refusal.Reason != Reasons.Throttled)
            Assert.Empty(told);
        else
            Assert.Equal(("Warning", refusal.Reason), (Assert.Single(told).Type, told[0].Reason));
    }

    /// <summary>
    /// What heals itself is tried again after pauses that double up to a cap, each shortened by up to half; what needs a human every five minutes,
    /// which is logged once.
    /// </summary>
    private static void AssertPauses(IReadOnlyList<TimeSpan> pauses, bool healsItself)
    {
        if (!healsItself)
        {
            Assert.Equal(Cap, Assert.Single(pauses));
            return;
        }

        Assert.InRange(pauses.Count, 3, 20);
        foreach (var (failures, pause) in pauses.Index())
        {
            var longest = Math.Min(Math.Pow(2, failures + 1), Cap.TotalSeconds);
            Assert.InRange(pause.TotalSeconds, longest / 2, longest);
        }
    }

    private static async Task AssertAskedAtOnceAsync(ErrorWorld world)
    {
        var calls = world.Calls.Count;
        var asked = world.World.Clock.GetUtcNow();
        await world.LookAsync();
        await world.World.UntilAsync(() => Task.FromResult(world.Calls.Count > calls), "it is tried again");
        Assert.InRange(world.Calls[calls] - asked, TimeSpan.Zero, ErrorWorld.Tolerance);
    }
}
