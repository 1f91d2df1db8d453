namespace PlatformOperator.Manifests;

/// <summary>Why a manifest cannot be taken, and where it says so.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Its line, counted from 1.</param>
/// <param name="Resource">The object in words; null where none could be read.</param>
/// <param name="Field">The field as the API server names it; null where it is not about one.</param>
/// <param name="Message">What is wrong.</param>
internal sealed record ManifestProblem(string File, int Line, string? Resource, string? Field, string Message)
{
    /// <summary>The problem as compilers tell theirs, which editors and CI systems turn into links.</summary>
    public override string ToString() => string.Join(": ", new[] { $"{File}:{Line}", Resource, Field, Message }.Where(part => part is { Length: > 0 }));
}
