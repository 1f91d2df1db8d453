namespace PlatformOperator.Runtime.Tests.Surface;

/// <summary>What KubeOps 13.1.2 declares, as far as this project uses it.</summary>
internal static class KubeOpsSignatures
{
    public const string Text = """
        # KubeOps.Abstractions.Reconciliation.Controller.IEntityController`1
        interface IEntityController<TEntity>
            Task<ReconciliationResult<TEntity>> ReconcileAsync(TEntity entity, CancellationToken cancellationToken)
            Task<ReconciliationResult<TEntity>> DeletedAsync(TEntity entity, CancellationToken cancellationToken)
        # KubeOps.Abstractions.Reconciliation.Finalizer.IEntityFinalizer`1
        interface IEntityFinalizer<TEntity>
            Task<ReconciliationResult<TEntity>> FinalizeAsync(TEntity entity, CancellationToken cancellationToken)
        # KubeOps.Abstractions.Reconciliation.ReconciliationResult`1
        sealed record ReconciliationResult<TEntity>
            TEntity Entity { get; }
            bool IsSuccess { get; }
            string? ErrorMessage { get; }
            Exception? Error { get; }
            TimeSpan? RequeueAfter { get; set; }
            static ReconciliationResult<TEntity> Success(TEntity entity, TimeSpan? requeueAfter = null)
            static ReconciliationResult<TEntity> Failure(TEntity entity, string errorMessage, Exception? error = null, TimeSpan? requeueAfter = null)
        # KubeOps.Abstractions.Reconciliation.Finalizer.EntityFinalizerAttacher`2
        delegate Task<TEntity> EntityFinalizerAttacher<TImplementation, TEntity>(TEntity entity, CancellationToken cancellationToken = default)
        # KubeOps.Abstractions.Reconciliation.Queue.EntityQueue`1
        delegate Task<bool> EntityQueue<TEntity>(TEntity entity, ReconciliationType type, ReconciliationTriggerSource reconciliationTriggerSource, TimeSpan queueIn, int retryCount, CancellationToken cancellationToken)
        # KubeOps.Abstractions.Reconciliation.ReconciliationType
        enum ReconciliationType
            Added = 0
            Modified = 1
            Deleted = 2
        # KubeOps.Abstractions.Reconciliation.ReconciliationTriggerSource
        enum ReconciliationTriggerSource
            ApiServer = 0
            Operator = 1
        # KubeOps.Abstractions.Entities.CustomKubernetesEntity
        abstract class CustomKubernetesEntity : KubernetesObject, IKubernetesObject<V1ObjectMeta>
            V1ObjectMeta Metadata { get; set; }
        # KubeOps.Abstractions.Entities.CustomKubernetesEntity`1
        abstract class CustomKubernetesEntity<TSpec> : CustomKubernetesEntity, ISpec<TSpec>
            TSpec Spec { get; set; }
        # KubeOps.Abstractions.Entities.CustomKubernetesEntity`2
        abstract class CustomKubernetesEntity<TSpec, TStatus> : CustomKubernetesEntity<TSpec>, IStatus<TStatus>
            TStatus Status { get; set; }
        # KubeOps.Abstractions.Entities.EntityList`1
        class EntityList<T> : KubernetesObject
            V1ListMeta Metadata { get; set; }
            IList<T> Items { get; set; }
        # KubeOps.Abstractions.Entities.EntityMetadata
        record EntityMetadata
            EntityMetadata(string Kind, string Version, string? Group = null, string? Plural = null)
            string Kind { get; init; }
            string Version { get; init; }
            string? Group { get; init; }
            string? Plural { get; init; }
        # KubeOps.Abstractions.Entities.EntityScope
        enum EntityScope
            Namespaced = 0
            Cluster = 1
        # KubeOps.Abstractions.Entities.PrinterColumnPriority
        enum PrinterColumnPriority
            StandardView = 0
            WideView = 1
        # KubeOps.Abstractions.Entities.IEntityLabelSelector`1
        interface IEntityLabelSelector<TEntity>
            ValueTask<string?> GetLabelSelectorAsync(CancellationToken cancellationToken)
        # KubeOps.Abstractions.Entities.IEntityFieldSelector`1
        interface IEntityFieldSelector<TEntity>
            ValueTask<string?> GetFieldSelectorAsync(CancellationToken cancellationToken)
        # KubeOps.Abstractions.Entities.KubernetesExtensions
        static class KubernetesExtensions
            static TEntity WithResourceVersion<TEntity>(this TEntity entity, string resourceVersion)
            static TEntity WithResourceVersion<TEntity>(this TEntity entity, TEntity other)
            static TEntity WithOwnerReference<TEntity>(this TEntity resource, IKubernetesObject<V1ObjectMeta> owner)
            static V1OwnerReference MakeOwnerReference(this IKubernetesObject<V1ObjectMeta> kubernetesObject)
            static V1ObjectReference MakeObjectReference(this IKubernetesObject<V1ObjectMeta> kubernetesObject)
        # KubeOps.Abstractions.Entities.Attributes.EntityScopeAttribute
        class EntityScopeAttribute : Attribute
            EntityScopeAttribute(EntityScope scope = EntityScope.Namespaced)
            EntityScope Scope { get; }
        # KubeOps.Abstractions.Entities.Attributes.KubernetesEntityShortNamesAttribute
        class KubernetesEntityShortNamesAttribute : Attribute
            KubernetesEntityShortNamesAttribute(params string[] shortNames)
            string[] ShortNames { get; }
        # KubeOps.Abstractions.Entities.Attributes.StorageVersionAttribute
        class StorageVersionAttribute : Attribute
            StorageVersionAttribute()
        # KubeOps.Abstractions.Entities.Attributes.ScaleSubresourceAttribute
        sealed class ScaleSubresourceAttribute : Attribute
            ScaleSubresourceAttribute(string specReplicasPath, string statusReplicasPath, string? labelSelectorPath = null)
        # KubeOps.Abstractions.Entities.Attributes.GenericAdditionalPrinterColumnAttribute
        class GenericAdditionalPrinterColumnAttribute : Attribute
            GenericAdditionalPrinterColumnAttribute(string jsonPath, string name, string type)
            string? Description { get; init; }
            string? Format { get; init; }
            PrinterColumnPriority Priority { get; init; }
        # KubeOps.Abstractions.Entities.Attributes.DescriptionAttribute
        class DescriptionAttribute : Attribute
            DescriptionAttribute(string description)
        # KubeOps.Abstractions.Entities.Attributes.TitleAttribute
        class TitleAttribute : Attribute
            TitleAttribute(string title)
        # KubeOps.Abstractions.Entities.Attributes.RequiredAttribute
        class RequiredAttribute : Attribute
            RequiredAttribute()
        # KubeOps.Abstractions.Entities.Attributes.DefaultValueAttribute
        sealed class DefaultValueAttribute : Attribute
            DefaultValueAttribute(bool value)
            DefaultValueAttribute(long value)
            DefaultValueAttribute(double value)
            DefaultValueAttribute(string value)
            bool Json { get; init; }
            object Value { get; }
        # KubeOps.Abstractions.Entities.Attributes.PreserveUnknownFieldsAttribute
        class PreserveUnknownFieldsAttribute : Attribute
            PreserveUnknownFieldsAttribute()
        # KubeOps.Abstractions.Entities.Attributes.IgnoreAttribute
        class IgnoreAttribute : Attribute
            IgnoreAttribute()
        # KubeOps.Abstractions.Entities.Attributes.ValidationRuleAttribute
        sealed class ValidationRuleAttribute : Attribute
            ValidationRuleAttribute(string rule, string? fieldPath = null, string? message = null, string? messageExpression = null, string? reason = null)
        # KubeOps.Abstractions.Entities.Attributes.AdditionalPrinterColumnAttribute
        class AdditionalPrinterColumnAttribute : Attribute
            AdditionalPrinterColumnAttribute(PrinterColumnPriority priority = PrinterColumnPriority.StandardView, string? name = null)
        # KubeOps.Abstractions.Entities.Attributes.EnumValuesAttribute
        sealed class EnumValuesAttribute : Attribute
            EnumValuesAttribute(params string[] values)
            EnumValuesAttribute(params long[] values)
            EnumValuesAttribute(params double[] values)
            IReadOnlyList<object> Values { get; }
        # KubeOps.Abstractions.Entities.Attributes.ExampleAttribute
        sealed class ExampleAttribute : Attribute
            ExampleAttribute(bool value)
            ExampleAttribute(long value)
            ExampleAttribute(double value)
            ExampleAttribute(string value)
            bool Json { get; init; }
            object Value { get; }
        # KubeOps.Abstractions.Entities.Attributes.FormatAttribute
        sealed class FormatAttribute : Attribute
            FormatAttribute(string? format)
        # KubeOps.Abstractions.Entities.Attributes.ExternalDocsAttribute
        class ExternalDocsAttribute : Attribute
            ExternalDocsAttribute(string url, string? description = null)
        # KubeOps.Abstractions.Entities.Attributes.LengthAttribute
        class LengthAttribute : Attribute
            LengthAttribute(long minLength = -1, long maxLength = -1)
        # KubeOps.Abstractions.Entities.Attributes.ItemsAttribute
        class ItemsAttribute : Attribute
            ItemsAttribute(long minItems = -1, long maxItems = -1)
        # KubeOps.Abstractions.Entities.Attributes.PropertyLimitsAttribute
        class PropertyLimitsAttribute : Attribute
            PropertyLimitsAttribute(long minProperties = -1, long maxProperties = -1)
        # KubeOps.Abstractions.Entities.Attributes.MultipleOfAttribute
        class MultipleOfAttribute : Attribute
            MultipleOfAttribute(double value)
        # KubeOps.Abstractions.Entities.Attributes.PatternAttribute
        class PatternAttribute : Attribute
            PatternAttribute(string regexPattern)
        # KubeOps.Abstractions.Entities.Attributes.RangeMinimumAttribute
        class RangeMinimumAttribute : Attribute
            RangeMinimumAttribute(double minimum, bool exclusiveMinimum = false)
        # KubeOps.Abstractions.Entities.Attributes.RangeMaximumAttribute
        class RangeMaximumAttribute : Attribute
            RangeMaximumAttribute(double maximum, bool exclusiveMaximum = false)
        # KubeOps.Abstractions.Entities.Attributes.UniqueItemsAttribute
        class UniqueItemsAttribute : Attribute
            UniqueItemsAttribute()
        # KubeOps.Abstractions.Entities.Attributes.EmbeddedResourceAttribute
        class EmbeddedResourceAttribute : Attribute
            EmbeddedResourceAttribute()
        # KubeOps.Abstractions.Entities.Attributes.XListTypeAttribute
        class XListTypeAttribute : Attribute
            XListTypeAttribute(XListType listType)
        # KubeOps.Abstractions.Entities.Attributes.XListMapKeysAttribute
        class XListMapKeysAttribute : Attribute
            XListMapKeysAttribute(params string[] keys)
        # KubeOps.Abstractions.Entities.Attributes.XMapTypeAttribute
        class XMapTypeAttribute : Attribute
            XMapTypeAttribute(XMapType mapType)
        # KubeOps.Abstractions.Entities.Attributes.XListType
        enum XListType
            Atomic = 0
            Set = 1
            Map = 2
        # KubeOps.Abstractions.Entities.Attributes.XMapType
        enum XMapType
            Granular = 0
            Atomic = 1
        # KubeOps.Abstractions.Rbac.EntityRbacAttribute
        class EntityRbacAttribute : RbacAttribute
            EntityRbacAttribute(params Type[] entities)
            RbacVerb Verbs { get; init; }
        # KubeOps.Abstractions.Rbac.GenericRbacAttribute
        class GenericRbacAttribute : RbacAttribute
            string[] Groups { get; init; }
            string[] Resources { get; init; }
            string[] Urls { get; init; }
            RbacVerb Verbs { get; init; }
        # KubeOps.Abstractions.Rbac.RbacVerb
        enum RbacVerb
            None = 0
            All = 1
            Get = 2
            List = 4
            Watch = 8
            Create = 16
            Update = 32
            Patch = 64
            Delete = 128
            AllExplicit = 256
        # KubeOps.Abstractions.Events.EventPublisher
        delegate Task EventPublisher(IKubernetesObject<V1ObjectMeta> entity, string reason, string message, EventType type = EventType.Normal, CancellationToken cancellationToken = default)
        # KubeOps.Abstractions.Events.EventType
        enum EventType
            Normal = 0
            Warning = 1
        # KubeOps.Operator.ServiceCollectionExtensions
        static class ServiceCollectionExtensions
            static IOperatorBuilder AddKubernetesOperator(this IServiceCollection services, Action<OperatorSettingsBuilder>? configure = null)
        # KubeOps.Abstractions.Builder.IOperatorBuilder
        interface IOperatorBuilder
            IServiceCollection Services { get; }
            OperatorSettings Settings { get; }
            IOperatorBuilder AddController<TImplementation, TEntity>()
            IOperatorBuilder AddControllerWithLabelSelector<TImplementation, TEntity, TLabelSelector>()
            IOperatorBuilder AddControllerWithFieldSelector<TImplementation, TEntity, TFieldSelector>()
            IOperatorBuilder AddFinalizer<TImplementation, TEntity>(string identifier)
            - IOperatorBuilder AddCrdInstaller(Action<CrdInstallerSettingsBuilder>? configure = null) // the definitions come from config/, not from the operator
        # KubeOps.Abstractions.Builder.OperatorSettingsBuilder
        sealed class OperatorSettingsBuilder
            string Name { get; set; }
            string? Namespace { get; set; }
            LeaderElectionType LeaderElectionType { get; set; }
            TimeSpan LeaderElectionLeaseDuration { get; set; }
            TimeSpan LeaderElectionRenewDeadline { get; set; }
            TimeSpan LeaderElectionRetryPeriod { get; set; }
            bool AutoAttachFinalizers { get; set; }
            bool AutoDetachFinalizers { get; set; }
            ReconcileStrategy ReconcileStrategy { get; set; }
            - QueueStrategy QueueStrategy { get; set; } // there is one queue
            - WatchStrategy WatchStrategy { get; set; } // there is one watch for each kind and selector
            - bool EnableMetrics { get; set; } // metrics are always measured
        # KubeOps.Abstractions.Builder.LeaderElectionType
        enum LeaderElectionType
            None = 0
            Single = 1
            Custom = 2
            Scoped = 3
        # KubeOps.Abstractions.Builder.ReconcileStrategy
        enum ReconcileStrategy
            ByGeneration = 0
            ByResourceVersion = 1
        # KubeOps.KubernetesClient.IKubernetesClient
        interface IKubernetesClient : IDisposable
            IKubernetes ApiClient { get; }
            Uri BaseUri { get; }
            - TEntity? Get<TEntity>(string name, string? namespace = null) // no call blocks its thread: all synchronous members are left out
            - Task<string> GetCurrentNamespaceAsync(string downwardApiEnvName = "POD_NAMESPACE", CancellationToken cancellationToken = default) // nothing of it is asynchronous
            Task<TEntity?> GetAsync<TEntity>(string name, string? namespace = null, CancellationToken cancellationToken = default)
            Task<IList<TEntity>> ListAsync<TEntity>(string? namespace = null, string? labelSelector = null, string? fieldSelector = null, CancellationToken cancellationToken = default)
            Task<TEntity> CreateAsync<TEntity>(TEntity entity, CancellationToken cancellationToken = default)
            Task<TEntity> UpdateAsync<TEntity>(TEntity entity, CancellationToken cancellationToken = default)
            Task<TEntity> UpdateStatusAsync<TEntity>(TEntity entity, CancellationToken cancellationToken = default)
            Task<TEntity> SaveAsync<TEntity>(TEntity entity, CancellationToken cancellationToken = default)
            Task<TEntity> PatchAsync<TEntity>(V1Patch patch, string name, string? namespace = null, string? fieldManager = null, bool? force = null, string? dryRun = null, CancellationToken cancellationToken = default)
            Task DeleteAsync<TEntity>(TEntity entity, CancellationToken cancellationToken = default)
            Task DeleteAsync<TEntity>(string name, string? namespace = null, CancellationToken cancellationToken = default)
            IAsyncEnumerable<(WatchEventType, TEntity)> WatchAsync<TEntity>(string? namespace = null, string? resourceVersion = null, string? labelSelector = null, string? fieldSelector = null, bool? allowWatchBookmarks = null, CancellationToken cancellationToken = default)
        """;
}
