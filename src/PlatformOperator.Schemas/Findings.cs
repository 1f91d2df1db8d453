namespace PlatformOperator.Schemas;

/// <summary>Errors of one value, and how many checks ran: of failed alternatives the one that got furthest is reported.</summary>
internal sealed class Findings
{
    private readonly List<FieldError> _errors = [];

    public IReadOnlyList<FieldError> Errors => _errors;

    public bool IsValid => _errors.Count == 0;

    /// <summary>Checks that ran, as kube-openapi counts them.</summary>
    public int Passed { get; set; }

    public void Add(FieldError? error)
    {
        if (error is not null && !_errors.Contains(error))
            _errors.Add(error);
    }

    public void Merge(Findings other)
    {
        foreach (var error in other._errors)
            Add(error);
        Passed += other.Passed;
    }

    /// <summary>Drops the errors of a value that an update leaves as it was.</summary>
    public Findings Settle(Correlation? old)
    {
        if (_errors.Count > 0 && old is { Unchanged: true })
            _errors.Clear();
        return this;
    }
}
