namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Kubernetes' own kinds, as <c>kubectl api-resources</c> of a real 1.32 cluster lists them.</summary>
internal static class BuiltInKinds
{
    private static readonly string[] EventFields =
    [
        "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion",
        "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type",
    ];

    private static readonly string[] PodFields =
    [
        "spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork", "status.phase", "status.podIP",
        "status.nominatedNodeName",
    ];

    private static readonly string[] VirtualVerbs = ["create"];

    public static IReadOnlyList<ResourceKind> All { get; } =
    [
        new("", "v1", "ConfigMap", "configmaps") { ShortNames = ["cm"] },
        new("", "v1", "Endpoints", "endpoints") { Singular = "endpoints", ListKind = "EndpointsList", ShortNames = ["ep"] },
        new("", "v1", "Event", "events") { ShortNames = ["ev"], SelectableFields = EventFields },
        new("", "v1", "LimitRange", "limitranges") { ShortNames = ["limits"] },
        new("", "v1", "Namespace", "namespaces")
        {
            ShortNames = ["ns"], Namespaced = false, NameRule = NameRule.Label, Subresources = ["finalize", "status"], SelectableFields = ["status.phase"],
            Verbs = ["create", "delete", "get", "list", "patch", "update", "watch"],
        },
        new("", "v1", "Node", "nodes") { ShortNames = ["no"], Namespaced = false, Subresources = ["status"], SelectableFields = ["spec.unschedulable"] },
        new("", "v1", "Pod", "pods")
        {
            ShortNames = ["po"], Categories = ["all"], Subresources = ["log", "status"], SelectableFields = PodFields,
        },
        new("", "v1", "ResourceQuota", "resourcequotas") { ShortNames = ["quota"], Subresources = ["status"] },
        new("", "v1", "Secret", "secrets") { SelectableFields = ["type"] },
        new("", "v1", "ServiceAccount", "serviceaccounts") { ShortNames = ["sa"], Subresources = ["token"] },
        new("", "v1", "Service", "services")
        {
            ShortNames = ["svc"], Categories = ["all"], Subresources = ["status"], NameRule = NameRule.Label1035,
            SelectableFields = ["spec.clusterIP", "spec.type"],
        },
        new("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions")
        {
            ShortNames = ["crd", "crds"], Categories = ["api-extensions"], Namespaced = false, Subresources = ["status"], HasGeneration = true,
        },
        new("apps", "v1", "DaemonSet", "daemonsets") { ShortNames = ["ds"], Categories = ["all"], Subresources = ["status"], HasGeneration = true },
        new("apps", "v1", "Deployment", "deployments")
        {
            ShortNames = ["deploy"], Categories = ["all"], Subresources = ["scale", "status"], HasGeneration = true,
        },
        new("apps", "v1", "ReplicaSet", "replicasets")
        {
            ShortNames = ["rs"], Categories = ["all"], Subresources = ["scale", "status"], HasGeneration = true, SelectableFields = ["status.replicas"],
        },
        new("apps", "v1", "StatefulSet", "statefulsets")
        {
            ShortNames = ["sts"], Categories = ["all"], Subresources = ["scale", "status"], HasGeneration = true,
        },
        new("authentication.k8s.io", "v1", "SelfSubjectReview", "selfsubjectreviews") { Namespaced = false, Verbs = VirtualVerbs },
        new("authentication.k8s.io", "v1", "TokenReview", "tokenreviews") { Namespaced = false, Verbs = VirtualVerbs },
        new("authorization.k8s.io", "v1", "LocalSubjectAccessReview", "localsubjectaccessreviews") { Verbs = VirtualVerbs },
        new("authorization.k8s.io", "v1", "SelfSubjectAccessReview", "selfsubjectaccessreviews") { Namespaced = false, Verbs = VirtualVerbs },
        new("authorization.k8s.io", "v1", "SelfSubjectRulesReview", "selfsubjectrulesreviews") { Namespaced = false, Verbs = VirtualVerbs },
        new("authorization.k8s.io", "v1", "SubjectAccessReview", "subjectaccessreviews") { Namespaced = false, Verbs = VirtualVerbs },
        new("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers")
        {
            ShortNames = ["hpa"], Categories = ["all"], Subresources = ["status"],
        },
        new("batch", "v1", "CronJob", "cronjobs") { ShortNames = ["cj"], Categories = ["all"], Subresources = ["status"], HasGeneration = true },
        new("batch", "v1", "Job", "jobs")
        {
            Categories = ["all"], Subresources = ["status"], HasGeneration = true, SelectableFields = ["status.successful"],
        },
        new("coordination.k8s.io", "v1", "Lease", "leases"),
        new("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices") { HasGeneration = true },
        new("events.k8s.io", "v1", "Event", "events") { ShortNames = ["ev"], SelectableFields = EventFields, Storage = "events" },
        new("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies") { ShortNames = ["netpol"], HasGeneration = true },
        new("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets") { ShortNames = ["pdb"], Subresources = ["status"], HasGeneration = true },
        new("rbac.authorization.k8s.io", "v1", "ClusterRoleBinding", "clusterrolebindings") { Namespaced = false, NameRule = NameRule.PathSegment },
        new("rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles") { Namespaced = false, NameRule = NameRule.PathSegment },
        new("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings") { NameRule = NameRule.PathSegment },
        new("rbac.authorization.k8s.io", "v1", "Role", "roles") { NameRule = NameRule.PathSegment },
    ];
}
