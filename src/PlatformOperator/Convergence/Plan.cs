using k8s;
using k8s.Models;

namespace PlatformOperator.Convergence;

/// <summary>What a pass would do and has not done.</summary>
/// <param name="follower">Goes on from what would be applied or deleted; null where nobody does.</param>
public sealed class Plan(IPlanFollower? follower = null)
{
    private readonly List<PlannedAction> actions = [];
    private readonly List<Obstacle> obstacles = [];
    private readonly List<string> notes = [];

    /// <summary>The actions in order.</summary>
    public IReadOnlyList<PlannedAction> Actions => actions;

    /// <summary>What kept parts from being planned: it would keep them from being made as well.</summary>
    public IReadOnlyList<Obstacle> Obstacles => obstacles;

    /// <summary>What else a reader should know, as sentences.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>Notes that something would be created.</summary>
    public void Create(string what) => actions.Add(new PlannedAction(PlannedVerb.Create, what));

    /// <summary>Notes that something would be deleted.</summary>
    public void Delete(string what) => actions.Add(new PlannedAction(PlannedVerb.Delete, what) { Destroys = true });

    /// <summary>Notes that something would be let go of and stay where it is.</summary>
    public void Keep(string what) => actions.Add(new PlannedAction(PlannedVerb.Keep, what, "deletionPolicy is Retain"));

    /// <summary>Notes that something would be changed.</summary>
    /// <param name="what">The thing in words.</param>
    /// <param name="sentence">What about it.</param>
    /// <param name="destroys">Whether data goes with the change.</param>
    public void Change(string what, string sentence, bool destroys = false) =>
        actions.Add(new PlannedAction(PlannedVerb.Change, what, sentence) { Destroys = destroys });

    /// <summary>Notes what is in the way.</summary>
    public void Obstruct(string reason, string message) => obstacles.Add(new Obstacle(reason, message));

    /// <summary>Notes what a reader should know.</summary>
    public void Note(string sentence) => notes.Add(sentence);

    /// <summary>The object would be, or is, as desired; goes on from there.</summary>
    public Task AppliedAsync(IKubernetesObject<V1ObjectMeta> desired, CancellationToken cancellationToken) =>
        follower?.AppliedAsync(desired, cancellationToken) ?? Task.CompletedTask;

    /// <summary>The object would be deleted; goes on from there.</summary>
    public Task DeletedAsync(IKubernetesObject<V1ObjectMeta> live, CancellationToken cancellationToken) =>
        follower?.DeletedAsync(live, cancellationToken) ?? Task.CompletedTask;
}
