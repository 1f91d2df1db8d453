using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Desired;

namespace PlatformOperator.Tests.Controllers;

/// <summary>Custom resources as users write them, with little more than a name.</summary>
internal static class New
{
    public const string Account = "123456789012";
    public const string Region = "eu-west-1";

    /// <summary>A role for a Tenant that the operator may take.</summary>
    public const string TenantRole = $"arn:aws:iam::{Account}:role/operator";

    public static Tenant Tenant(string name, params string[] namespaces) => new()
    {
        ApiVersion = Annotations.GroupVersion,
        Kind = nameof(Tenant),
        Metadata = new V1ObjectMeta { Name = name },
        Spec = new TenantSpec
        {
            Namespaces = namespaces.Length == 0 ? null : namespaces,
            Tags = new Dictionary<string, string> { ["cost-center"] = "4711" },
            Aws = new TenantAws { AccountId = Account, Region = Region, BucketPrefixes = [name + "-"] },
            Network = new TenantNetwork { SubnetIds = ["subnet-0aaa1111", "subnet-0bbb2222"], SecurityGroupIds = ["sg-0ccc3333"] },
        },
    };

    public static EncryptionKey Key(string @namespace, string name = "key") => Namespaced(new EncryptionKey { Kind = nameof(EncryptionKey) }, @namespace, name);

    public static TenantBucket Bucket(string @namespace, string name = "bucket") =>
        Namespaced(new TenantBucket { Kind = nameof(TenantBucket) }, @namespace, name);

    public static DataStream Stream(string @namespace, string name = "stream") => Namespaced(new DataStream { Kind = nameof(DataStream) }, @namespace, name);

    public static DataCache Cache(string @namespace, string name = "cache") => Namespaced(new DataCache { Kind = nameof(DataCache) }, @namespace, name);

    public static DataPipeline Pipeline(string @namespace, string name = "sensors")
    {
        var pipeline = Namespaced(new DataPipeline { Kind = nameof(DataPipeline) }, @namespace, name);
        pipeline.Spec.Source.Http = new HttpSource { ApiKeySecretRef = new SecretReference { Name = name + "-api-key" } };
        pipeline.Spec.Stream = new StreamSettings { Mode = StreamMode.Provisioned, Shards = 2 };
        pipeline.Spec.Storage.Raw.ExpireAfterDays = 30;
        return pipeline;
    }

    /// <summary>The Secret that <see cref="Pipeline"/> refers to.</summary>
    public static V1Secret ApiKey(string @namespace, string pipeline = "sensors") => new()
    {
        ApiVersion = "v1",
        Kind = "Secret",
        Metadata = new V1ObjectMeta { Name = pipeline + "-api-key", NamespaceProperty = @namespace },
        Data = new Dictionary<string, byte[]> { ["key"] = "not-a-secret"u8.ToArray() },
    };

    /// <summary>The name of one of a pipeline's Deployments.</summary>
    public static V1Deployment Deployment(DataPipeline pipeline, PipelineRole role) => new()
    {
        ApiVersion = "apps/v1",
        Kind = "Deployment",
        Metadata = new V1ObjectMeta { Name = PipelineWorkloads.Name(pipeline, role), NamespaceProperty = pipeline.Metadata.NamespaceProperty },
    };

    public static V1Namespace Namespace(string name, string? tenant = null) => new()
    {
        ApiVersion = "v1",
        Kind = "Namespace",
        Metadata = new V1ObjectMeta { Name = name, Labels = tenant is null ? null : new Dictionary<string, string> { [Annotations.TenantLabel] = tenant } },
    };

    private static TEntity Namespaced<TEntity>(TEntity entity, string @namespace, string name)
        where TEntity : IPlatformResource
    {
        entity.ApiVersion = Annotations.GroupVersion;
        entity.Metadata.Name = name;
        entity.Metadata.NamespaceProperty = @namespace;
        return entity;
    }
}
