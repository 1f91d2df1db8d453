using System.Diagnostics;
using PlatformOperator.Chaos;
using PlatformOperator.Tests.Controllers;

var sw = Stopwatch.StartNew();
for (var i = 0; i < 4; i++)
{
    sw.Restart();
    await using var world = await ChaosWorld.StartAsync(CancellationToken.None);
    Console.WriteLine($"start {sw.ElapsedMilliseconds}");
    var calls = new List<string>();
    world.OnOperatorCall = call => { lock (calls) calls.Add(call.ToString()); };
    await world.CreateReadyAsync(New.Tenant("acme"));
    Console.WriteLine($"tenant {sw.ElapsedMilliseconds}");
    await world.SettleAsync();
    Console.WriteLine($"settled {sw.ElapsedMilliseconds} {calls.Count}"); calls.Clear();
    await world.CreateReadyAsync(New.Bucket("acme"));
    Console.WriteLine($"bucket {sw.ElapsedMilliseconds}");
    await world.SettleAsync();
    Console.WriteLine($"settled {sw.ElapsedMilliseconds} {calls.Count}"); Console.WriteLine(string.Join("\n", calls)); calls.Clear();
    await world.CreateAsync(New.ApiKey("acme"));
    var p = New.Pipeline("acme"); p.Spec.Cache = new();
    await world.CreateReadyAsync(p);
    Console.WriteLine($"pipeline {sw.ElapsedMilliseconds}");
    await world.SettleAsync();
    Console.WriteLine($"settled {sw.ElapsedMilliseconds} {calls.Count}"); calls.Clear();
}
