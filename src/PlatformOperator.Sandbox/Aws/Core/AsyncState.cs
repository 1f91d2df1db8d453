namespace PlatformOperator.Sandbox.Aws.Core;

/// <summary>A resource's state that ends by itself when it is due: creating or modifying in the steady state, deleting in nothing.</summary>
internal sealed class AsyncState
{
    readonly string _steady;
    readonly string _deleting;
    DateTimeOffset _due;
    Action? _whenDue;

    public AsyncState(string steady, string deleting) => (_steady, _deleting, Name) = (steady, deleting, steady);

    public string Name { get; private set; }

    public bool IsGone { get; private set; }

    public bool IsSteady => Name == _steady;

    /// <summary>Enters a state, with what comes into force when it ends; a duration of zero ends it at once.</summary>
    public void Begin(string state, DateTimeOffset now, TimeSpan duration, Action? whenDue = null)
    {
        (Name, _due, _whenDue) = (state, now + duration, whenDue);
        Settle(now);
    }

    public void Settle(DateTimeOffset now)
    {
        if (IsSteady || _due > now) return;
        var whenDue = _whenDue;
        _whenDue = null;
        if (Name == _deleting) IsGone = true;
        else Name = _steady;
        whenDue?.Invoke();
    }
}
