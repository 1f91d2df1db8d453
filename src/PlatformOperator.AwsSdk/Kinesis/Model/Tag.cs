namespace Amazon.Kinesis.Model;

/// <summary>A tag.</summary>
public class Tag
{
    /// <summary>Key.</summary>
    public string? Key { get; set; }

    /// <summary>Value.</summary>
    public string? Value { get; set; }
}
