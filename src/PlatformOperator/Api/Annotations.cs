namespace PlatformOperator.Api;

/// <summary>The well-known names that tie objects of the cluster to this operator.</summary>
public static class Annotations
{
    /// <summary>API group of every kind.</summary>
    public const string Group = "dataplatform.dev";

    /// <summary>The one API version.</summary>
    public const string Version = "v1alpha1";

    /// <summary>Group and version, as in <c>apiVersion</c>.</summary>
    public const string GroupVersion = Group + "/" + Version;

    /// <summary>Category of every kind: <c>kubectl get dataplatform -A</c>.</summary>
    public const string Category = "dataplatform";

    /// <summary>Finalizer of every custom resource.</summary>
    public const string Finalizer = Group + "/finalizer";

    /// <summary>Annotation: reconcile now. Any value; the status echoes it.</summary>
    public const string ReconcileAt = Group + "/reconcile-at";

    /// <summary>Annotation: <c>"true"</c> stops AWS writes; <c>status.plan</c> says what would be done.</summary>
    public const string Paused = Group + "/paused";

    /// <summary>Annotation: <c>"true"</c> lets a deletion end without AWS.</summary>
    public const string Abandon = Group + "/abandon";

    /// <summary>Label of a namespace: the Tenant that it belongs to.</summary>
    public const string TenantLabel = Group + "/tenant";

    /// <summary>Label of children and pods: the DataPipeline that they belong to.</summary>
    public const string PipelineLabel = Group + "/pipeline";

    /// <summary>Label of pods: which role of the pipeline they play, <c>ingest</c> or <c>process</c>.</summary>
    public const string RoleLabel = Group + "/role";

    /// <summary>Label of a Secret: the DataCache whose auth token it holds.</summary>
    public const string CacheLabel = Group + "/cache";

    /// <summary>Annotation of a process pod's Lease: milliseconds that its slowest shard is behind.</summary>
    public const string Lag = Group + "/lag-milliseconds";

    /// <summary>Annotation of a process pod's Lease: events that it stores per second.</summary>
    public const string EventsPerSecond = Group + "/events-per-second";

    /// <summary>Annotation of a process pod's Lease: what passed the stream's retention before it was stored.</summary>
    public const string DataLost = Group + "/data-lost";

    /// <summary>Annotation: a time (RFC 3339). Losses of data that were told by then are known; the condition <c>DataLost</c> becomes False.</summary>
    public const string DataLossKnown = Group + "/data-loss-known";

    /// <summary>Annotation of a pod template: hash of its configuration, so that a change of it replaces the pods.</summary>
    public const string ConfigHash = Group + "/config-hash";

    /// <summary>Value of <c>app.kubernetes.io/managed-by</c> and name of the field manager.</summary>
    public const string ManagedBy = "platform-operator";
}
