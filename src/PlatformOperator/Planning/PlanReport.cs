using PlatformOperator.Convergence;

namespace PlatformOperator.Planning;

/// <summary>What would be done for a set of manifests.</summary>
/// <param name="Live">Whether it was compared with a cluster and with AWS, or with nothing.</param>
/// <param name="Resources">The declared custom resources, each with what it owns.</param>
internal sealed record PlanReport(bool Live, IReadOnlyList<PlannedResource> Resources)
{
    private IEnumerable<PlannedResource> All => Resources.SelectMany(resource => resource.WithChildren());

    private IEnumerable<PlannedAction> Actions => All.SelectMany(resource => resource.AllActions());

    /// <summary>What would be created.</summary>
    public int ToCreate => Count(PlannedVerb.Create);

    /// <summary>What would be changed.</summary>
    public int ToChange => Count(PlannedVerb.Change);

    /// <summary>What would be deleted.</summary>
    public int ToDestroy => Count(PlannedVerb.Delete);

    /// <summary>Changes that data goes with.</summary>
    public int LosingData => Actions.Count(action => action is { Verb: PlannedVerb.Change, Destroys: true });

    /// <summary>What is in the way, with whom it is about.</summary>
    public IEnumerable<(PlannedResource Resource, Obstacle Obstacle)> Obstacles() =>
        All.SelectMany(resource => resource.Obstacles.Select(obstacle => (resource, obstacle)));

    /// <summary>What cannot be undone, with whom it is about.</summary>
    public IEnumerable<(PlannedResource Resource, PlannedAction Action)> Destructive() =>
        All.SelectMany(resource => resource.AllActions().Where(action => action.Destroys).Select(action => (resource, action)));

    /// <summary>0 when all is as declared, 2 when something would be done, 1 when the plan could not be made whole.</summary>
    public int ExitCode() => Obstacles().Any() ? 1 : Actions.Any() ? 2 : 0;

    /// <summary>The plan in one line.</summary>
    public string Summary()
    {
        var partly = Obstacles().Any() ? "Not whole, since something is in the way. " : "";
        if (!Actions.Any())
            return partly.Length > 0 ? partly.TrimEnd() : "No changes: all is as declared.";
        var losing = LosingData > 0 ? $", {LosingData} of them losing data" : "";
        return $"{partly}{ToCreate} to create, {ToChange} to change{losing}, {ToDestroy} to destroy.";
    }

    private int Count(PlannedVerb verb) => Actions.Count(action => action.Verb == verb);
}
