namespace PlatformOperator.Sandbox.Aws.Core;

/// <summary>A resource's state that ends by itself when it is due: creating or modifying in the steady state, deleting in nothing.</summary>
internal sealed class AsyncState
{
    readonly string _steady;
    readonly string _deleting;
    string _next;
    DateTimeOffset _due;
    Action? _whenDue;

    public AsyncState(string steady, string deleting) => (_steady, _deleting, _next, Name) = (steady, deleting, steady, steady);

    public string Name { get; private set; }

    public bool IsGone { get; private set; }

    public bool IsSteady => Name == _steady;

    /// <summary>Enters a state, with what comes into force when it ends; a duration of zero ends it at once.</summary>
    /// <param name="state">The state.</param>
    /// <param name="now">The time.</param>
    /// <param name="duration">How long it lasts.</param>
    /// <param name="whenDue">What comes into force then.</param>
    /// <param name="next">The state after it; null is the steady one.</param>
    public void Begin(string state, DateTimeOffset now, TimeSpan duration, Action? whenDue = null, string? next = null)
    {
        (Name, _due, _whenDue, _next) = (state, now + duration, whenDue, next ?? _steady);
        Settle(now);
    }

    public void Settle(DateTimeOffset now)
    {
        if (Name == _next || _due > now) return;
        var whenDue = _whenDue;
        _whenDue = null;
        if (Name == _deleting) IsGone = true;
        else Name = _next;
        whenDue?.Invoke();
    }
}
