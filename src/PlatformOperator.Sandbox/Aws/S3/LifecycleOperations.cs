using System.Xml.Linq;
using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.S3;

/// <summary>A bucket's lifecycle configuration: kept and validated; objects are not moved or expired by it.</summary>
internal sealed class LifecycleOperations(S3Access access)
{
    public void AddTo(Dictionary<string, S3Operation> operations)
    {
        operations["GetBucketLifecycleConfiguration"] = Get;
        operations["PutBucketLifecycleConfiguration"] = Put;
        operations["DeleteBucketLifecycle"] = Delete;
    }

    AwsAnswer Get(S3Call s3)
    {
        var bucket = access.Bucket(s3, "s3:GetLifecycleConfiguration");
        if (bucket.Lifecycle is null)
            throw new AwsException("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist",
                404) { Members = { ["BucketName"] = bucket.Name } };
        return S3Call.Answer(new XElement(bucket.Lifecycle))
            .With("x-amz-transition-default-minimum-object-size", "all_storage_classes_128K");
    }

    AwsAnswer Put(S3Call s3)
    {
        var bucket = access.Bucket(s3, "s3:PutLifecycleConfiguration");
        var xml = s3.Xml();
        xml.Name = "LifecycleConfiguration";
        LifecycleRules.Check(xml);
        foreach (var rule in xml.Elements("Rule").Where(r => r.Element("ID") is null)) rule.AddFirst(new XElement("ID", Ids.Random(48)));
        bucket.Lifecycle = xml;
        return S3Call.Empty().With("x-amz-transition-default-minimum-object-size", "all_storage_classes_128K");
    }

    AwsAnswer Delete(S3Call s3)
    {
        access.Bucket(s3, "s3:PutLifecycleConfiguration").Lifecycle = null;
        return S3Call.Empty(204);
    }
}
