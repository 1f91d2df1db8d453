using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using PlatformOperator.Chaos;
using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Sandbox.Faults;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Errors;

/// <summary>A world per AWS service; it stands still while nobody looks at it.</summary>
public sealed class ErrorWorlds : IAsyncLifetime
{
    private readonly Dictionary<string, ErrorWorld> worlds = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var world in worlds.Values)
            await world.World.DisposeAsync();
    }

    internal async Task<ErrorWorld> OpenAsync(AwsService service)
    {
        if (!worlds.TryGetValue(service.Name, out var world))
            worlds[service.Name] = world = await ErrorWorld.StartAsync(service, TestContext.Current.CancellationToken);
        world.World.Clock.Speed = ErrorWorld.Speed;
        return world;
    }
}

/// <summary>A world in which one call of the operator is refused, and the times at which it was made.</summary>
internal sealed partial class ErrorWorld
{
    public const int Speed = 500;

    /// <summary>What a machine that is slow to run what is due may add to a pause at this speed.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(2);

    private readonly AwsService service;
    private readonly ConcurrentQueue<DateTimeOffset> calls = new();
    private volatile AwsRefusal? refusal;
    private int logged;

    private ErrorWorld(ChaosWorld world, AwsService service) => (World, this.service) = (world, service);

    public ChaosWorld World { get; }

    public static async Task<ErrorWorld> StartAsync(AwsService service, CancellationToken cancellationToken)
    {
        var world = await ChaosWorld.StartAsync(cancellationToken);
        world.Clock.Calm = TimeSpan.FromMilliseconds(8);
        var tenant = New.Tenant("acme");
        await world.CreateReadyAsync(tenant);
        await (service.Subject.Resource switch
        {
            TenantBucket bucket => world.CreateReadyAsync(bucket),
            EncryptionKey key => world.CreateReadyAsync(key),
            DataStream stream => world.CreateReadyAsync(stream),
            DataCache cache => world.CreateReadyAsync(cache),
            DataPipeline pipeline => PipelineAsync(world, pipeline),
            _ => Task.CompletedTask,
        });
        var opened = new ErrorWorld(world, service);
        world.OnOperatorCall = opened.Judge;
        return opened;
    }

    /// <summary>Refuses the call from now on, and has the resource looked at.</summary>
    public async Task RefuseAsync(AwsRefusal why)
    {
        await World.UntilAsync(() => service.Subject.IsReadyAsync(World), $"{service.Subject} is ready");
        // Whoever the operator is, is asked once an hour.
        if (service.Condition is null)
        {
            World.Clock.Speed = 20 * Speed;
            await World.PassAsync(TimeSpan.FromMinutes(61));
            World.Clock.Speed = Speed;
        }

        calls.Clear();
        logged = (await LogAsync()).Length - 1;
        refusal = why;
        await LookAsync();
        await World.UntilAsync(() => Task.FromResult(!calls.IsEmpty), $"{service.Name} {service.Operation} is called");
    }

    public void Allow() => refusal = null;

    public Task LookAsync() => service.Subject.AnnotateAsync(World, Annotations.ReconcileAt, Guid.NewGuid().ToString("N"));

    /// <summary>When the call was made.</summary>
    public IReadOnlyList<DateTimeOffset> Calls => [.. calls];

    /// <summary>The pauses that the operator's log tells of, in order, since the refusal began.</summary>
    public async Task<IReadOnlyList<TimeSpan>> LoggedPausesAsync(AwsRefusal why) =>
    [
        .. (await LogAsync())[logged..]
            .Where(
                line => line.Contains($"Reconciling {service.Subject.Resource.Kind} ", StringComparison.Ordinal)
                    && line.Contains(why.Said(service.Name), StringComparison.Ordinal))
            .Select(line => TryAgain().Match(line)).Where(match => match.Success)
            .Select(match => TimeSpan.Parse(match.Groups["pause"].Value, CultureInfo.InvariantCulture)),
    ];

    public async Task<V1Condition?> ConditionAsync(string type) =>
        (await service.Subject.GetAsync(World)).CommonStatus.Conditions.FirstOrDefault(condition => condition.Type == type);

    private async Task<string[]> LogAsync()
    {
        await using var file = new FileStream(World.Sandbox.OperatorLogPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return (await reader.ReadToEndAsync(World.Cancel)).Split('\n');
    }

    [GeneratedRegex(@"It is tried again in (?<pause>[\d:.]+)\.$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TryAgain();

    private static async Task PipelineAsync(ChaosWorld world, DataPipeline pipeline)
    {
        await world.CreateAsync(New.ApiKey("acme"));
        await world.CreateReadyAsync(pipeline);
    }

    private void Judge(FaultCall call)
    {
        if (call.Service != service.Name || call.Operation != service.Operation)
            return;
        calls.Enqueue(World.Clock.GetUtcNow());
        if (refusal is { } why)
            throw why.Answer(service.Name);
    }
}
