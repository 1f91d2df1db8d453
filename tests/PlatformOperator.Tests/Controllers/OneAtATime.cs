namespace PlatformOperator.Tests.Controllers;

/// <summary>
/// Tests that read the operator's metrics. Meters are known by name in the whole process, so an operator also tells what others beside it measured;
/// these tests therefore run while no other does.
/// </summary>
[CollectionDefinition(nameof(OneAtATime), DisableParallelization = true)]
public sealed class OneAtATime;
