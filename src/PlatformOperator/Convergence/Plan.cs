namespace PlatformOperator.Convergence;

/// <summary>What a pass would do and has not done, one sentence per action.</summary>
public sealed class Plan
{
    private readonly List<string> actions = [];

    /// <summary>The actions in order.</summary>
    public IReadOnlyList<string> Actions => actions;

    /// <summary>Notes that something would be created.</summary>
    public void Create(string what) => actions.Add($"create {what}");

    /// <summary>Notes that something would be deleted.</summary>
    public void Delete(string what) => actions.Add($"delete {what}");

    /// <summary>Notes that something would be changed.</summary>
    public void Change(string what, string sentence) => actions.Add($"change {what}: {sentence}");
}
