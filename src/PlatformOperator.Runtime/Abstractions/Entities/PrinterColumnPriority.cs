namespace KubeOps.Abstractions.Entities;

/// <summary>When <c>kubectl get</c> shows a column.</summary>
public enum PrinterColumnPriority
{
    /// <summary>Always.</summary>
    StandardView,

    /// <summary>With <c>-o wide</c> only.</summary>
    WideView,
}
