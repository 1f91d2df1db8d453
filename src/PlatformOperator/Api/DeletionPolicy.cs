namespace PlatformOperator.Api;

/// <summary>What becomes of the AWS resource when its custom resource is deleted.</summary>
public enum DeletionPolicy
{
    /// <summary>It stays, tagged as retained.</summary>
    Retain,

    /// <summary>It is deleted.</summary>
    Delete,
}
