namespace PlatformOperator.Sandbox.Aws.Core;

/// <summary>One call by a known caller, as its service sees it.</summary>
internal sealed record AwsCall(string Service, string Operation, string Region, Caller Caller)
{
    public string Account => Caller.Account;

    /// <summary>When the call is carried out.</summary>
    public DateTimeOffset Now { get; set; }

    /// <summary>The ARN or name that the call is about, for the call log.</summary>
    public string Resource { get; set; } = "";

    /// <summary>Set once a permission was asked for (or none is needed); an operation that never does so is a defect here.</summary>
    public bool Authorized { get; set; }

    /// <summary>Whether a fault rule has the next entry of this batch call fail.</summary>
    public Func<bool> EntryFails { get; set; } = () => false;

    public AwsCall Allow(string resource)
    {
        (Resource, Authorized) = (resource, true);
        return this;
    }
}
