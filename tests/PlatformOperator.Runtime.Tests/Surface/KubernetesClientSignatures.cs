namespace PlatformOperator.Runtime.Tests.Surface;

/// <summary>What KubernetesClient 19.0.2 declares, as far as this project uses it. It has no nullable annotations.</summary>
internal static class KubernetesClientSignatures
{
    public const string Text = """
        # k8s.IKubernetesObject
        interface IKubernetesObject
            string ApiVersion { get; set; }
            string Kind { get; set; }
        # k8s.IKubernetesObject`1
        interface IKubernetesObject<TMetadata> : IKubernetesObject, IMetadata<TMetadata>
        # k8s.KubernetesObject
        class KubernetesObject : IKubernetesObject
            string ApiVersion { get; set; }
            string Kind { get; set; }
        # k8s.Models.IMetadata`1
        interface IMetadata<T>
            T Metadata { get; set; }
        # k8s.Models.ISpec`1
        interface ISpec<T>
            T Spec { get; set; }
        # k8s.Models.IStatus`1
        interface IStatus<T>
            T Status { get; set; }
        # k8s.Models.IItems`1
        interface IItems<T>
            IList<T> Items { get; set; }
        # k8s.Models.KubernetesEntityAttribute
        sealed class KubernetesEntityAttribute : Attribute
            KubernetesEntityAttribute()
            string Kind { get; set; }
            string Group { get; set; }
            string ApiVersion { get; set; }
            string PluralName { get; set; }
        # k8s.IKubernetes
        interface IKubernetes : IDisposable
            - Uri BaseUri { get; set; } // ours has the getter alone: a client keeps the address that it was made for
            IAppsV1Operations AppsV1 { get; }
        # k8s.Kubernetes
        class Kubernetes : IKubernetes
            Kubernetes(KubernetesClientConfiguration config, params DelegatingHandler[] handlers)
        # k8s.KubernetesClientConfiguration
        class KubernetesClientConfiguration
            static KubernetesClientConfiguration BuildDefaultConfig()
            static KubernetesClientConfiguration InClusterConfig()
            static bool IsInCluster()
            static KubernetesClientConfiguration BuildConfigFromConfigFile(string kubeconfigPath = null, string currentContext = null, string masterUrl = null, bool useRelativePaths = true)
        # k8s.Models.V1Patch
        record V1Patch
            V1Patch(object body, V1Patch.PatchType type)
            object Content { get; }
            V1Patch.PatchType Type { get; }
        # k8s.Models.V1Patch+PatchType
        enum V1Patch.PatchType
            Unknown = 0
            JsonPatch = 1
            MergePatch = 2
            StrategicMergePatch = 3
            ApplyPatch = 4
        # k8s.WatchEventType
        enum WatchEventType
            Added = 0
            Modified = 1
            Deleted = 2
            Error = 3
            Bookmark = 4
        # k8s.KubernetesException
        class KubernetesException : Exception
            KubernetesException(V1Status status)
            V1Status Status { get; }
        # k8s.Autorest.HttpOperationException
        class HttpOperationException : Exception
            HttpRequestMessageWrapper Request { get; set; }
            HttpResponseMessageWrapper Response { get; set; }
            object Body { get; set; }
        # k8s.KubernetesJson
        static class KubernetesJson
            static string Serialize(object value, JsonSerializerOptions jsonSerializerOptions = null)
            static TValue Deserialize<TValue>(string json, JsonSerializerOptions jsonSerializerOptions = null)
            static TValue Deserialize<TValue>(Stream json, JsonSerializerOptions jsonSerializerOptions = null)
        # k8s.Models.ModelExtensions
        static class ModelExtensions
            static string Name(this IMetadata<V1ObjectMeta> obj)
            static string Namespace(this IMetadata<V1ObjectMeta> obj)
            static string Uid(this IMetadata<V1ObjectMeta> obj)
            static IDictionary<string, string> Labels(this IMetadata<V1ObjectMeta> obj)
            static IDictionary<string, string> Annotations(this IMetadata<V1ObjectMeta> obj)
            static IList<string> Finalizers(this IMetadata<V1ObjectMeta> obj)
            static long? Generation(this IMetadata<V1ObjectMeta> obj)
            static string ResourceVersion(this IMetadata<V1ObjectMeta> obj)
            static IList<V1OwnerReference> OwnerReferences(this IMetadata<V1ObjectMeta> obj)
            static string GetLabel(this IMetadata<V1ObjectMeta> obj, string key)
            static void SetLabel(this IMetadata<V1ObjectMeta> obj, string key, string value)
            static string GetAnnotation(this IMetadata<V1ObjectMeta> obj, string key)
            static void SetAnnotation(this IMetadata<V1ObjectMeta> obj, string key, string value)
            static bool AddFinalizer(this IMetadata<V1ObjectMeta> obj, string finalizer)
            static bool RemoveFinalizer(this IMetadata<V1ObjectMeta> obj, string finalizer)
            static bool HasFinalizer(this IMetadata<V1ObjectMeta> obj, string finalizer)
            static void AddOwnerReference(this IMetadata<V1ObjectMeta> obj, V1OwnerReference ownerRef)
            static bool IsOwnedBy(this IMetadata<V1ObjectMeta> obj, IKubernetesObject<V1ObjectMeta> owner)
            static V1ObjectMeta EnsureMetadata(this IMetadata<V1ObjectMeta> obj)
        # k8s.LeaderElection.LeaderElector
        class LeaderElector : IDisposable
            LeaderElector(LeaderElectionConfig config)
            event Action OnStartedLeading
            event Action OnStoppedLeading
            event Action<string> OnNewLeader
            event Action<Exception> OnError
            bool IsLeader()
            Task RunUntilLeadershipLostAsync(CancellationToken cancellationToken = default)
            Task RunAndTryToHoldLeadershipForeverAsync(CancellationToken cancellationToken = default)
        # k8s.LeaderElection.LeaderElectionConfig
        class LeaderElectionConfig
            LeaderElectionConfig(ILock lock)
            TimeSpan LeaseDuration { get; set; }
            TimeSpan RenewDeadline { get; set; }
            TimeSpan RetryPeriod { get; set; }
        # k8s.LeaderElection.ResourceLock.LeaseLock
        class LeaseLock : ILock
            LeaseLock(IKubernetes client, string namespace, string name, string identity)
        # k8s.Models.V1ObjectMeta
        record V1ObjectMeta
            V1ObjectMeta()
            string NamespaceProperty { get; set; }
        # k8s.Models.V1ListMeta
        record V1ListMeta
            V1ListMeta()
            string ContinueProperty { get; set; }
        # k8s.Models.V1JSONSchemaProps
        record V1JSONSchemaProps
            object DefaultProperty { get; set; }
            IList<object> EnumProperty { get; set; }
        # k8s.Models.V1LabelSelectorRequirement
        record V1LabelSelectorRequirement
            string OperatorProperty { get; set; }
        # k8s.Models.V1NetworkPolicyIngressRule
        record V1NetworkPolicyIngressRule
            IList<V1NetworkPolicyPeer> FromProperty { get; set; }
        """;
}
